import { Type } from "typebox";
import { RpcError } from "../../../protocol/errors.ts";
import { closed } from "../../../protocol/schema/common.ts";
import { callHost } from "./rpc.ts";
import { defineTool } from "./tool.ts";

export const skillRead = defineTool({
  name: "skill_read",
  label: "Read a skill",
  description: "Reads the instructions of a skill, by the name that your own instructions give it.",
  parameters: Type.Object({ name: Type.String({ minLength: 1, maxLength: 128 }) }, closed),
  async run({ name }, { host, agentId }) {
    const { skills } = await callHost(host, "skills.status", { agentId });
    const skill = skills.find(({ skillKey }) => skillKey === name);
    if (skill?.disabled) throw new RpcError("FORBIDDEN", `The skill "${name}" is switched off.`);
    const { content, path } = await callHost(host, "skills.skillCard", { agentId, skillKey: name });
    return { name, path, content };
  },
});

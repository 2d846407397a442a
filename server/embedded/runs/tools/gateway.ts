import { Type } from "typebox";
import { closed } from "../../../protocol/schema/common.ts";
import { callHost } from "./rpc.ts";
import { defineTool } from "./tool.ts";

export const gatewayStatus = defineTool({
  name: "gateway_status",
  label: "Gateway status",
  description:
    "Says how the gateway is: version, uptime, model, runs going on and queued, number of sessions, memory, health. Use it for questions such as what is running.",
  parameters: Type.Object({}, closed),
  async run(_args, { host }) {
    const [status, health] = await Promise.all([callHost(host, "status", {}), callHost(host, "health", {})]);
    return {
      version: status.version,
      uptimeMs: status.uptimeMs,
      model: status.model,
      runs: status.runs,
      sessions: status.sessions.count,
      memory: status.memory,
      eventLoop: health.eventLoop,
    };
  },
});

export const agentsList = defineTool({
  name: "agents_list",
  label: "List agents",
  description: "Lists the agents of this gateway with their model and which one is the default.",
  parameters: Type.Object({}, closed),
  async run(_args, { host }) {
    const { defaultId, agents } = await callHost(host, "agents.list", {});
    return {
      defaultId,
      agents: agents.map(({ id, name, identity, model }) => ({
        id,
        name,
        emoji: identity?.emoji,
        model: model.primary,
      })),
    };
  },
});

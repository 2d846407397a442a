import { Type } from "typebox";
import { AgentId, closed } from "./common.ts";

const SkillKey = Type.String({ minLength: 1, maxLength: 128 });

export const SkillsStatusParams = Type.Object(
  { agentId: Type.Optional(AgentId), sessionKey: Type.Optional(Type.String({ minLength: 1, maxLength: 512 })) },
  closed,
);
export const SkillsUpdateParams = Type.Object(
  {
    skillKey: SkillKey,
    enabled: Type.Optional(Type.Boolean()),
    /** Kept sealed and never returned; empty takes it away. */
    apiKey: Type.Optional(Type.String({ maxLength: 10_000 })),
  },
  closed,
);
export const SkillsInstallParams = Type.Object(
  {
    agentId: Type.Optional(AgentId),
    name: SkillKey,
    installId: Type.String({ minLength: 1, maxLength: 128 }),
    timeoutMs: Type.Optional(Type.Integer({ minimum: 1_000, maximum: 900_000 })),
  },
  closed,
);
export const SkillsSkillCardParams = Type.Object({ agentId: Type.Optional(AgentId), skillKey: SkillKey }, closed);
export const SkillsBinsParams = Type.Object({}, closed);

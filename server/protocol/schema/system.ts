import { Type } from "typebox";
import { AgentId, closed } from "./common.ts";

export const HealthParams = Type.Object({ probe: Type.Optional(Type.Boolean()) }, closed);
export const StatusParams = Type.Object({}, closed);
export const PresenceParams = Type.Object({}, closed);
export const ModelsListParams = Type.Object(
  { agentId: Type.Optional(AgentId), refresh: Type.Optional(Type.Boolean()), view: Type.Optional(Type.String()) },
  closed,
);
export const UsageCostParams = Type.Object(
  {
    /** Today and the days before it. Default 30. */
    days: Type.Optional(Type.Integer({ minimum: 1, maximum: 366 })),
    agentId: Type.Optional(AgentId),
    sessionKey: Type.Optional(Type.String()),
  },
  closed,
);

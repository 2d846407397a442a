import { Type } from "typebox";
import { AgentId, closed } from "./common.ts";

export const HealthParams = Type.Object({ probe: Type.Optional(Type.Boolean()) }, closed);
export const StatusParams = Type.Object({}, closed);
export const PresenceParams = Type.Object({}, closed);
export const ModelsListParams = Type.Object(
  { agentId: Type.Optional(AgentId), refresh: Type.Optional(Type.Boolean()), view: Type.Optional(Type.String()) },
  closed,
);

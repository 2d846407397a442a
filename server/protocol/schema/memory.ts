import { Type } from "typebox";
import { AgentId, closed } from "./common.ts";

export const MemorySearchParams = Type.Object(
  {
    query: Type.String({ minLength: 1, maxLength: 500 }),
    /** Default: the default agent. */
    agentId: Type.Optional(AgentId),
    /** Default 20. */
    maxResults: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    /** From 0 to 1. Default 0. */
    minScore: Type.Optional(Type.Number()),
  },
  closed,
);

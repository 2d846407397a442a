import { Type } from "typebox";
import { AgentId, closed } from "./common.ts";

/** `^[a-z0-9][a-z0-9_-]{0,63}$`, as it stands in `/ws/circles/{name}`. */
const CircleName = Type.String({ pattern: "^[a-z0-9][a-z0-9_-]{0,63}$" });
const Agents = Type.Array(AgentId, { minItems: 1, maxItems: 16, uniqueItems: true });
/** Ids of principals. Left out or empty, everybody who may read is of the circle; else nobody but they and admins. */
const People = Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 200, uniqueItems: true });

export const CirclesListParams = Type.Object({}, closed);
export const CirclesCreateParams = Type.Object(
  { name: CircleName, agents: Agents, people: Type.Optional(People) },
  closed,
);
export const CirclesUpdateParams = Type.Object(
  { name: CircleName, agents: Type.Optional(Agents), people: Type.Optional(People) },
  closed,
);
export const CirclesDeleteParams = Type.Object({ name: CircleName }, closed);
/** The newest `limit` messages; with `before` those that were said before the message of that id. */
export const CirclesHistoryParams = Type.Object(
  {
    name: CircleName,
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
    before: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })),
  },
  closed,
);
/** Agents that the message `@mentions` are asked, else all of the circle. */
export const CirclesSendParams = Type.Object(
  { name: CircleName, message: Type.String({ minLength: 1, maxLength: 32_000 }) },
  closed,
);

import { Type } from "typebox";
import { closed, whole } from "./common.ts";

export const LogsTailParams = Type.Object(
  {
    cursor: Type.Optional(whole({ minimum: 0 })),
    /** Default 500, at most 5000. */
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 5000 })),
    maxBytes: Type.Optional(whole({ minimum: 1 })),
  },
  closed,
);
/** Looks through every line that is kept, not only the newest. */
export const LogsSearchParams = Type.Object(
  {
    query: Type.Optional(Type.String({ maxLength: 500 })),
    regex: Type.Optional(Type.Boolean()),
    levels: Type.Optional(Type.Array(Type.String())),
    sources: Type.Optional(Type.Array(Type.String())),
    sessionKey: Type.Optional(Type.String()),
    runId: Type.Optional(Type.String()),
    /** Milliseconds since 1970. */
    from: Type.Optional(whole()),
    to: Type.Optional(whole()),
    /** The newest that many. Default 500, at most 5000. */
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 5000 })),
  },
  closed,
);

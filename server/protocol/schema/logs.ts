import { Type } from "typebox";
import { closed } from "./common.ts";

export const LogsTailParams = Type.Object(
  {
    cursor: Type.Optional(Type.Integer({ minimum: 0 })),
    /** Default 500, at most 5000. */
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 5000 })),
    maxBytes: Type.Optional(Type.Integer({ minimum: 1 })),
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
    from: Type.Optional(Type.Integer()),
    to: Type.Optional(Type.Integer()),
    /** The newest that many. Default 500, at most 5000. */
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 5000 })),
  },
  closed,
);

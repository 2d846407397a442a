import { Type } from "typebox";
import { closed } from "./common.ts";

const Raw = Type.String({ maxLength: 1_000_000 });
const Hash = Type.String({ minLength: 1, maxLength: 128 });
/** What OpenClaw's clients send along and only it needs. */
const delivery = {
  sessionKey: Type.Optional(Type.String({ maxLength: 512 })),
  deliveryContext: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  note: Type.Optional(Type.String({ maxLength: 4_000 })),
  restartDelayMs: Type.Optional(Type.Integer({ minimum: 0 })),
};

export const ConfigGetParams = Type.Object({}, closed);
export const ConfigSchemaParams = Type.Object({}, closed);
/** Keys with dots between them, `*` for any entry of a list; `.` is the whole. */
export const ConfigSchemaLookupParams = Type.Object(
  { path: Type.String({ minLength: 1, maxLength: 1_024, pattern: "^[A-Za-z0-9_./[\\]\\-*]+$" }) },
  closed,
);
/** `raw` is the whole new document, JSON5. `baseHash` is needed as soon as there is a file. */
export const ConfigSetParams = Type.Object({ raw: Raw, baseHash: Type.Optional(Hash) }, closed);
export const ConfigApplyParams = Type.Object({ raw: Raw, baseHash: Type.Optional(Hash), ...delivery }, closed);
/** `raw` is a part that is merged in (RFC 7396). A list that loses entries by it must be named in `replacePaths`. */
export const ConfigPatchParams = Type.Object(
  {
    raw: Raw,
    baseHash: Type.Optional(Hash),
    ...delivery,
    replacePaths: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 1_024 }), { maxItems: 200 })),
  },
  closed,
);
/** The same checks as saving; nothing is written. */
export const ConfigCheckParams = Type.Object({ raw: Raw, baseHash: Type.Optional(Hash) }, closed);
export const ConfigHistoryParams = Type.Object({}, closed);
export const ConfigRollbackParams = Type.Object(
  { id: Type.String({ pattern: "^[0-9]{13,16}-[0-9a-f]{8}$" }), baseHash: Type.Optional(Hash) },
  closed,
);

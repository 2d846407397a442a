import { Type } from "typebox";
import { closed, NonEmpty, whole } from "./common.ts";

export const TokensListParams = Type.Object({}, closed);
/** `expiresAt`: milliseconds since 1970; left out, the token does not end. */
export const TokensCreateParams = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 80, pattern: "\\S" }),
    role: Type.Union([Type.Literal("viewer"), Type.Literal("operator"), Type.Literal("admin")]),
    expiresAt: Type.Optional(whole({ minimum: 0 })),
  },
  closed,
);
export const TokensRevokeParams = Type.Object({ id: Type.String({ minLength: 1, maxLength: 64 }) }, closed);

export const AccessPeopleParams = Type.Object({}, closed);
/** `id`: the principal's, as `access.people` tells it. */
export const AccessSignOutParams = Type.Object({ id: Type.String({ minLength: 1, maxLength: 300 }) }, closed);
/** `cursor`: where the last page ended. `search`: in who, where, what and to what. `who`: a principal's id. */
export const AccessAuditParams = Type.Object(
  {
    limit: Type.Optional(whole({ minimum: 1, maximum: 200 })),
    cursor: Type.Optional(whole({ minimum: 1 })),
    search: Type.Optional(Type.String({ maxLength: 200 })),
    who: Type.Optional(NonEmpty),
    outcome: Type.Optional(Type.Union([Type.Literal("ok"), Type.Literal("failed")])),
    kind: Type.Optional(Type.Union([Type.Literal("access"), Type.Literal("calls")])),
  },
  closed,
);

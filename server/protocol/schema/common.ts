import { Type } from "typebox";

/** `^[a-z0-9][a-z0-9_-]{0,63}$` */
export const AgentId = Type.String({ pattern: "^[a-z0-9][a-z0-9_-]{0,63}$" });

/** `agent:<id>:main`, `agent:<id>:<slug>`, `cron:<jobId>` … */
export const SessionKey = Type.String({ minLength: 1, maxLength: 512 });

export const NonEmpty = Type.String({ minLength: 1 });

/** An object with only these fields: a misspelt param is an error, not silence. */
export const closed = { additionalProperties: false } as const;

/** A whole number that arithmetic and the store hold exactly: `Type.Integer` alone takes 1e300. */
export function whole(bounds: { minimum?: number; maximum?: number } = {}) {
  return Type.Integer({ minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER, ...bounds });
}

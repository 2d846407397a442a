import { type Static, Type } from "typebox";
import { Compile } from "typebox/compile";
import type { Unsubscribe } from "./gateway.ts";

const Sentence = Type.String({ minLength: 1, maxLength: 500 });

/** What is known of a person's gateway. Times are milliseconds since 1970. */
const Provision = Type.Union([
  Type.Object({
    state: Type.Literal("ready"),
    url: Type.String({ pattern: "^wss?://[^\\s]+$" }),
    token: Type.Optional(Type.String()),
  }),
  Type.Object({ state: Type.Literal("none"), message: Type.Optional(Sentence) }),
  Type.Object({
    state: Type.Literal("starting"),
    stage: Sentence,
    reason: Type.Optional(Sentence),
    startedAt: Type.Optional(Type.Number()),
  }),
  Type.Object({ state: Type.Literal("failed"), reason: Sentence, fix: Type.Optional(Sentence) }),
]);
export type Provision = Static<typeof Provision>;

/** Says which gateway a person has. */
export interface GatewayResolver {
  /** Tells where the person's gateway stands, soon and at each change, until it is ended. */
  watch(userId: string, listener: (provision: Provision) => void): Unsubscribe;
  /** Idempotent. */
  close(): void;
}

const validator = Compile(Provision);

/** The value as a provision; undefined when it is none. */
export function provisionOf(value: unknown): Provision | undefined {
  return validator.Check(value) ? value : undefined;
}

/** Whether two say the same. */
export function sameProvision(one: Provision | undefined, other: Provision): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

import { type Static, Type } from "typebox";
import { closed } from "./common.ts";

export const ContainerStatusParams = Type.Object({}, closed);

/**
 * Where a person's own gateway stands. Times are milliseconds since 1970; `stage` and `reason` are the words of whoever
 * makes it ready.
 */
export const ContainerStatus = Type.Union([
  Type.Object({ state: Type.Literal("none"), message: Type.Optional(Type.String()) }),
  Type.Object({
    state: Type.Literal("starting"),
    stage: Type.String(),
    reason: Type.Optional(Type.String()),
    startedAt: Type.Number(),
  }),
  Type.Object({
    state: Type.Literal("failed"),
    reason: Type.String(),
    fix: Type.Optional(Type.String()),
    since: Type.Number(),
  }),
  Type.Object({ state: Type.Literal("ready"), since: Type.Number() }),
]);
export type ContainerStatus = Static<typeof ContainerStatus>;

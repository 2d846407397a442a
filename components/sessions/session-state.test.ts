import { expect, test } from "vitest";
import { failureOf, stateOf } from "./session-state.ts";

test("a run that is going on wins over how the last one ended", () => {
  expect(stateOf({ hasActiveRun: true, status: "failed" })).toBe("running");
  expect(failureOf({ hasActiveRun: true, status: "failed", lastRunError: "old" })).toBeUndefined();
});

test("a failure always has a reason to show", () => {
  expect(failureOf({ status: "failed", lastRunError: "no key" })).toBe("no key");
  expect(failureOf({ status: "interrupted" })).toMatch(/stopped/);
  expect(failureOf({ status: "done", lastRunError: "stale" })).toBeUndefined();
});

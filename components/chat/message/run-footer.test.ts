import { expect, test } from "vitest";
import { summaryOf } from "./run-footer.tsx";

const usage = { input: 1_000, output: 2_140, totalTokens: 3_140, cost: { total: 0.0123 } };

test("says how long it took, how many tokens, and what it cost", () => {
  expect(summaryOf({ state: "done", durationMs: 8_200, usage })).toBe("Done in 8.2 s · 3.1k tokens · $0.012");
});

test("leaves out what is not known, and what cost nothing", () => {
  expect(summaryOf({ state: "done", durationMs: undefined, usage: undefined })).toBe("Done");
  expect(summaryOf({ state: "done", durationMs: 500, usage: { ...usage, cost: { total: 0 } } })).toBe(
    "Done in 500 ms · 3.1k tokens",
  );
});

test("never calls done what was stopped or failed", () => {
  expect(summaryOf({ state: "aborted", durationMs: 2_000, usage: undefined })).toBe("After 2.0 s");
  expect(summaryOf({ state: "error", durationMs: undefined, usage: undefined })).toBe("");
});

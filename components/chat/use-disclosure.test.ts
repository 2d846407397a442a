import { expect, test } from "vitest";
import { MAX_REMEMBERED, rememberOpen } from "./use-disclosure.ts";

test("what was opened is remembered up to a bound, the newest first", () => {
  const ids = new Set<string>();
  for (let n = 0; n < MAX_REMEMBERED + 50; n++) rememberOpen(ids, `tool:${n}`);
  expect(ids.size).toBe(MAX_REMEMBERED);
  expect(ids.has("tool:49")).toBe(false);
  expect(ids.has(`tool:${MAX_REMEMBERED + 49}`)).toBe(true);
});

import { expect, test } from "vitest";
import { errorOf } from "./faults.ts";

test.each([
  [13, "disk is full", true],
  [8, "read-only", true],
  [10 | (3 << 8), "disk failed", true],
  [14, "cannot be opened", true],
  [11, "damaged", false],
  [26, "no SQLite database", false],
  [5, "locked", true],
])("SQLite code %i is STORAGE and says what to do", (errcode, why, retryable) => {
  const error = errorOf({ message: "from sqlite", errcode });
  expect(error).toMatchObject({ code: "STORAGE", retryable });
  expect(error.message).toMatch(/^Nothing was stored: .*; .* \(from sqlite\)\.$/);
  expect(error.message).toContain(why);
});

test("what has nothing to do with storage is a fault of ours", () => {
  expect(errorOf({ message: "no such table", errcode: 1 })).toMatchObject({ code: "INTERNAL" });
  expect(errorOf({ message: "TypeError" })).toMatchObject({ code: "INTERNAL" });
});

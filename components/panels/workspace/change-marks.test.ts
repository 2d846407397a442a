import { expect, test } from "vitest";
import { MOST_MARKS, NO_MARKS, withChanges, withoutPath } from "./change-marks.ts";

test("new files stay new when they are written again, and deleted ones have no mark", () => {
  const made = withChanges(NO_MARKS, [
    { path: "a", kind: "created" },
    { path: "b", kind: "changed" },
  ]);
  const after = withChanges(made, [
    { path: "a", kind: "changed" },
    { path: "b", kind: "deleted" },
  ]);
  expect([...after]).toEqual([["a", "created"]]);
  expect(withoutPath(after, "a").size).toBe(0);
  expect(withoutPath(after, "b")).toBe(after);
  expect(withChanges(after, [])).toBe(after);
});

test("of too many marks the oldest go", () => {
  const changes = Array.from({ length: MOST_MARKS + 2 }, (_, index) => ({
    path: `f${index}`,
    kind: "changed" as const,
  }));
  const marks = withChanges(NO_MARKS, changes);
  expect(marks.size).toBe(MOST_MARKS);
  expect(marks.has("f1")).toBe(false);
});

import { expect, test } from "vitest";
import { countOf, linesOf } from "./tool-changes.ts";
import { toolShape } from "./tool-shape.ts";

const countIn = (name: string, args: object) => countOf(toolShape(name, args));

test("a line that was added after another is all that changed", () => {
  expect(linesOf({ before: "- two", after: "- two\n- three" }).map(({ kind, text }) => [kind, text])).toEqual([
    ["same", "- two"],
    ["added", "- three"],
  ]);
  expect(countIn("edit", { path: "a", oldText: "- two", newText: "- two\n- three" })).toEqual({ added: 1, removed: 0 });
});

test("changes of one call count together, and a file that is written counts as added", () => {
  const edits = [
    { oldText: "a", newText: "b" },
    { oldText: "c\nd", newText: "" },
  ];
  expect(countIn("edit", { path: "a", edits })).toEqual({ added: 1, removed: 3 });
  expect(countIn("write", { path: "a", content: "one\ntwo\n" })).toEqual({ added: 2, removed: 0 });
});

test("what changes no text has no count, nor has what is too long for a glance", () => {
  expect(countIn("exec", { command: "ls" })).toBeUndefined();
  expect(countIn("write", { path: "a", content: "" })).toBeUndefined();
  expect(countIn("write", { path: "a", content: "x".repeat(20_001) })).toBeUndefined();
});

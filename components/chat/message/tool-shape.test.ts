import { expect, test } from "vitest";
import { languageOf, toolShape } from "./tool-shape.ts";

test("a command is told from what else was said to its tool", () => {
  expect(toolShape("exec", { command: "ls -la", timeout: 5 })).toEqual({
    kind: "command",
    command: "ls -la",
    rest: { timeout: 5 },
  });
  expect(toolShape("Bash", { cmd: ["git", "status"] })).toMatchObject({ kind: "command", command: "git status" });
  expect(toolShape("exec", { pid: 3 })).toEqual({ kind: "other" });
});

test("changes of a file are found by either maker's names, and never twice", () => {
  const change = { before: "- two", after: "- two\n- three" };
  const edits = [{ oldText: change.before, newText: change.after }];
  const both = { path: "notes.md", edits, oldText: change.before, newText: change.after, note: 1 };
  expect(toolShape("edit", both)).toEqual({ kind: "edit", path: "notes.md", changes: [change], rest: { note: 1 } });
  const other = { file_path: "a.ts", old_string: "a", new_string: "b" };
  expect(toolShape("str_replace", other)).toMatchObject({ path: "a.ts", changes: [{ before: "a", after: "b" }] });
  expect(toolShape("edit", { path: "a.ts" })).toEqual({ kind: "other" });
  expect(toolShape("edit", { path: "a.ts", edits: [null, 7] })).toEqual({ kind: "other" });
});

test("a file that is written, and a patch", () => {
  expect(toolShape("workspace_write", { path: "a.md", content: "" })).toEqual({
    kind: "write",
    path: "a.md",
    content: "",
    rest: {},
  });
  expect(toolShape("apply_patch", { input: "*** Begin Patch" })).toMatchObject({
    kind: "patch",
    patch: "*** Begin Patch",
  });
  expect(toolShape("agents_create", { name: "Ada" })).toEqual({ kind: "other" });
});

test.each([undefined, null, "text", 7, []])("arguments that are none (%j) tell nothing", (args) => {
  expect(toolShape("exec", args)).toEqual({ kind: "other" });
});

test("a file's language follows its name", () => {
  expect(["a/b.ts", "notes.md", "x.YML", "Makefile"].map(languageOf)).toEqual(["ts", "markdown", "yaml", ""]);
});

import { expect, test } from "vitest";
import { type Draft, type DraftInput, type FileOnDisk, nextDraft, textOf } from "./draft.ts";

const one: FileOnDisk = { content: "one", hash: "1" };
const two: FileOnDisk = { content: "two", hash: "2" };
const three: FileOnDisk = { content: "three", hash: "3" };
const clean: Draft = { state: "clean", disk: one };

const after = (...inputs: DraftInput[]) => inputs.reduce(nextDraft, clean);
const typed: DraftInput = { input: "type", text: "mine" };
const saving: DraftInput[] = [typed, { input: "review" }, { input: "save" }];

test("typing edits, typing it all back leaves nothing to save", () => {
  expect(after(typed)).toEqual({ state: "edited", base: one, text: "mine" });
  expect(after(typed, { input: "type", text: "one" })).toEqual(clean);
});

test("changes are looked at before they are saved, and what is saved is the new beginning", () => {
  expect(after(typed, { input: "save" }).state).toBe("edited");
  expect(after(...saving, { input: "saved", disk: two })).toEqual({ state: "clean", disk: two });
});

test("a refusal keeps the words and says why", () => {
  expect(after(...saving, { input: "refused", message: "The disk is full." })).toEqual({
    state: "reviewing",
    base: one,
    text: "mine",
    error: "The disk is full.",
  });
});

test("a file that changed under an edit is a conflict, both while editing and while saving", () => {
  const conflict = { state: "conflict", base: one, text: "mine", theirs: two };
  expect(after(typed, { input: "read", disk: two })).toEqual(conflict);
  expect(after(...saving, { input: "overtaken", disk: two })).toEqual(conflict);
});

test("a conflict shows the newest of theirs, and ends when it is what stands here", () => {
  const conflict = after(typed, { input: "read", disk: two });
  expect(nextDraft(conflict, { input: "read", disk: three })).toMatchObject({ state: "conflict", theirs: three });
  expect(nextDraft(conflict, { input: "read", disk: { content: "mine", hash: "4" } })).toMatchObject({
    state: "clean",
  });
});

test("keeping mine begins anew from theirs, so that saving is guarded by the hash just seen", () => {
  const conflict = after(typed, { input: "read", disk: two });
  expect(nextDraft(conflict, { input: "keepMine" })).toEqual({ state: "reviewing", base: two, text: "mine" });
  expect(nextDraft(conflict, { input: "takeTheirs" })).toEqual({ state: "clean", disk: two });
});

test("what nobody edits follows the file, what is being saved waits for the server's word", () => {
  expect(after({ input: "read", disk: two })).toEqual({ state: "clean", disk: two });
  expect(after(...saving, { input: "read", disk: two }).state).toBe("saving");
  expect(after(typed, { input: "read", disk: one }).state).toBe("edited");
});

test("words are taken while they are edited and at no other time", () => {
  expect(textOf(after(...saving, { input: "type", text: "late" }))).toBe("mine");
  expect(after({ input: "review" })).toBe(clean);
});

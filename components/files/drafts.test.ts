import { beforeEach, expect, test } from "vitest";
import type { Draft } from "./draft.ts";
import { draftKey, MOST_DRAFTS, useDrafts } from "./drafts.ts";

const disk = { content: "", hash: "1" };
const edited = (text: string): Draft => ({ state: "edited", base: disk, text });
const keep = (key: string, draft: Draft) => useDrafts.getState().keep(key, draft);
const kept = () => useDrafts.getState().byFile;

beforeEach(() => useDrafts.setState({ byFile: new Map() }));

test("keeps what is edited and forgets what is saved", () => {
  keep("a", edited("x"));
  expect(kept().get("a")).toEqual(edited("x"));
  keep("a", { state: "clean", disk });
  expect(kept().size).toBe(0);
});

test("keeps so many and no more; the one edited longest ago goes", () => {
  for (let i = 0; i < MOST_DRAFTS; i++) keep(`file ${i}`, edited("x"));
  keep("file 0", edited("again"));
  keep("one more", edited("x"));
  expect(kept().size).toBe(MOST_DRAFTS);
  expect(kept().has("file 0")).toBe(true);
  expect(kept().has("file 1")).toBe(false);
});

test("names of agents and files cannot run into each other", () => {
  expect(draftKey("g", "a", "b/c")).not.toBe(draftKey("g", "a/b", "c"));
});

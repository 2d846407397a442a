import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { expect, test } from "vitest";
import { languageExtension, MAX_COLOURED_CHARS } from "./language.ts";

test("a language without a parser of its own is coloured, until the text is too long", () => {
  expect(marksOf("const a = 'b';", "typescript")).toBeGreaterThan(0);
  expect(marksOf("const a = 'b';", "klingon")).toBe(0);
  expect(marksOf(`const a = 'b';${" ".repeat(MAX_COLOURED_CHARS)}`, "typescript")).toBe(0);
});

function marksOf(doc: string, language: string): number {
  const state = EditorState.create({ doc, extensions: languageExtension(language) });
  return state.facet(EditorView.decorations).reduce((sum, set) => sum + (typeof set === "function" ? 0 : set.size), 0);
}

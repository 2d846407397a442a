import { expect, test } from "vitest";
import { languageOf } from "./file-language.ts";

test("the end of a file's name says its language", () => {
  const paths = ["notes/MEMORY.md", "a/b.TS", "x.json5", "Makefile", ".env", "folder.md/none", "a.constructor"];
  expect(paths.map(languageOf)).toEqual(["markdown", "typescript", "json5", "text", "ini", "text", "text"]);
});

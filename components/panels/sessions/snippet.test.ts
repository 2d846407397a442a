import { expect, test } from "vitest";
import { snippetParts } from "./snippet.ts";

test("splits at the marks", () => {
  expect(snippetParts("…the \u0002cat\u0003 and \u0002dog\u0003")).toEqual([
    { text: "…the ", hit: false },
    { text: "cat", hit: true },
    { text: " and ", hit: false },
    { text: "dog", hit: true },
  ]);
});

test("a snippet without marks is one piece, an empty one none", () => {
  expect(snippetParts("plain <b>text</b>")).toEqual([{ text: "plain <b>text</b>", hit: false }]);
  expect(snippetParts("")).toEqual([]);
});

test("marks without a partner never reach the screen", () => {
  const text = snippetParts("a\u0003b\u0002c").map((part) => part.text);
  expect(text.join("")).toBe("abc");
});

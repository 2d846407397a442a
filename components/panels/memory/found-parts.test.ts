import { expect, test } from "vitest";
import { foundParts } from "./found-parts.ts";

test("the words are marked where they stand, whatever their capitals", () => {
  const marked = (text: string, query: string) =>
    foundParts(text, query)
      .map(({ text: part, isFound }) => (isFound ? `[${part}]` : part))
      .join("");
  expect(marked("The Release of notes, note", "note release NOTES")).toBe("The [Release] of [notes], [note]");
  expect(marked("a-b c", "a-b")).toBe("[a-b] c");
  expect(marked("(x) [y]", "( [ ?")).toBe("(x) [y]");
  expect(foundParts("one two", "two").map(({ at }) => at)).toEqual([0, 4]);
});

import { expect, test } from "vitest";
import { faultIn, peopleIn } from "./circle-name.ts";

test.each(["", "dev-team", "a_1", "7"])("%j is a good name", (name) => {
  expect(faultIn(name)).toBeUndefined();
});

test.each(["Dev", "-team", "dev team", "ä", "a".repeat(65)])("%j is refused with what to do", (name) => {
  expect(faultIn(name)).toMatch(/\.$/);
});

test("people are read by line and comma, each once", () => {
  expect(peopleIn(" ann, bob\nann\n\n ")).toEqual(["ann", "bob"]);
});

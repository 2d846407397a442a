import { expect, test } from "vitest";
import { BINDING_KEYS } from "@/server/protocol/routing.ts";
import { BINDING_CHOICES, bindingWords } from "./binding-words.ts";

test.each([
  ["peer", "ann", "ann on every channel"],
  ["peer", "webhook:ann", "ann on webhook"],
  ["peer", "matrix:@ann:example.org", "@ann:example.org on matrix"],
  ["peer", "*", "every person who is known by name"],
  ["guild", "g1", "the server or group g1"],
  ["account", "shop", "the account shop"],
  ["channel", "telegram", "everybody on telegram"],
  ["channel", "*", "every channel"],
  ["default", "*", "everybody whom no other binding names"],
] as const)("%s %s is %s", (matchKey, matchValue, words) => {
  expect(bindingWords({ matchKey, matchValue })).toBe(words);
});

test("every kind can be chosen, the narrowest first, as they are asked", () => {
  expect(Object.keys(BINDING_CHOICES)).toEqual([...BINDING_KEYS]);
});

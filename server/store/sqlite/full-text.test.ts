import { expect, test } from "vitest";
import { matchExpression } from "./full-text.ts";

test.each([
  ["two words", '"two" "words"*'],
  ['"a phrase" then wo', '"a phrase" "then" "wo"*'],
  ['ends with "a phrase"', '"ends" "with" "a phrase"'],
  ["foo-bar", '"foo-bar"*'],
  ["NOT a OR b*", '"NOT" "a" "OR" "b*"*'],
  ['open "quote', '"open" "quote"*'],
  ["nul\0byte", '"nul" "byte"*'],
])("%j becomes %s", (typed, expression) => {
  expect(matchExpression(typed)).toBe(expression);
});

test.each(["", "   ", '"', "***", "- + ()", '""', "\0"])("%j holds no word", (typed) => {
  expect(matchExpression(typed)).toBeUndefined();
});

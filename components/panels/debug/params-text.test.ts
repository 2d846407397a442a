import { expect, test } from "vitest";
import { readParams, withField } from "./params-text.ts";

test("a field is added once, with a value of its type, and to an object only", () => {
  const tags = { type: "array", items: { type: "string" } };
  expect(JSON.parse(withField("", "limit", { type: "integer", default: 20 }))).toEqual({ limit: 20 });
  expect(JSON.parse(withField("", "limit", { type: "integer", minimum: 1 }))).toEqual({ limit: 1 });
  expect(JSON.parse(withField('{"key":"k"}', "tags", tags))).toEqual({ key: "k", tags: [] });
  for (const text of ['{"tags":["x"]}', "[1]", "{"]) expect(withField(text, "tags", tags)).toBe(text);
});

test.each([
  ["", {}],
  ['{"a":1}', { a: 1 }],
  ["[1]", undefined],
  ["{", undefined],
])("%o is read", (text, params) => {
  expect(readParams(text)).toEqual(params);
});

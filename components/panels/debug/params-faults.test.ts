import { expect, test } from "vitest";
import { paramsFaults } from "./params-faults.ts";

const SCHEMA = {
  type: "object",
  required: ["name"],
  additionalProperties: false,
  properties: {
    name: { type: "string", minLength: 1 },
    kind: { anyOf: [{ const: "at" }, { const: "every" }] },
    mode: { enum: ["now", "later"] },
    tags: { type: "array", items: { type: "string" } },
  },
};

test.each([
  ["", undefined, undefined],
  ['{"name": "a", "tags": ["x"]}', undefined, undefined],
  ["{}", "{}", /“name” is missing/],
  ['{"name": "a", "b": [1]}', '"b"', /no “b” here/],
  ['{"name": 7}', "7", /^“name” must be string\.$/],
  ['{"name": ""}', '""', /^“name” must not be empty\.$/],
  ["7", "7", /^This must be object\.$/],
  ['{"name": "a", "kind": "z"}', '"z"', /one of "at", "every"/],
  ['{"name": "a", "mode": "z"}', '"z"', /one of "now", "later"/],
  ['{"name": "a", "tags": ["x", 2]}', "2", /“tags.1” must be string/],
  ['{"name": "a",}', ",", /no JSON/],
])("%s", (text, at, message) => {
  const [fault, ...more] = paramsFaults(text, SCHEMA);
  expect(more).toEqual([]);
  if (at === undefined) return expect(fault).toBeUndefined();
  expect(fault?.message).toMatch(message ?? "");
  expect(text.slice(fault?.from, fault?.to)).toBe(at);
});

test("without a schema only what is no JSON is wrong", () => {
  expect(paramsFaults('{"any": 1}', undefined)).toEqual([]);
  expect(paramsFaults("{", undefined)).toHaveLength(1);
});

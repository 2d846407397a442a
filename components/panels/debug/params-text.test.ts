import { expect, test } from "vitest";
import { problemsOf, read, skeletonOf, typeOf, withField } from "./params-text.ts";

const schema = {
  type: "object",
  required: ["key", "mode"],
  additionalProperties: false,
  properties: {
    key: { type: "string" },
    mode: { anyOf: [{ const: "a" }, { const: "b" }] },
    limit: { type: "integer", default: 20 },
    tags: { type: "array", items: { type: "string" } },
    deep: { type: ["object", "null"] },
    any: {},
  },
};

test("an editor begins with what is required", () => {
  expect(JSON.parse(skeletonOf(schema))).toEqual({ key: "", mode: "a" });
  expect(skeletonOf(undefined)).toBe("{}");
});

test("a field is added once, with a value of its type, and to an object only", () => {
  expect(JSON.parse(withField("", "limit", schema.properties.limit))).toEqual({ limit: 20 });
  expect(JSON.parse(withField('{"key":"k"}', "tags", schema.properties.tags))).toEqual({ key: "k", tags: [] });
  for (const text of ['{"tags":["x"]}', "[1]", "{"]) expect(withField(text, "tags", schema.properties.tags)).toBe(text);
});

test.each([
  ["", { ok: true, value: {} }],
  ['{"a":1}', { ok: true, value: { a: 1 } }],
  ["[1]", { ok: false, problem: expect.stringContaining("object") }],
  ["{", { ok: false, problem: expect.stringContaining("not JSON") }],
])("%o is read", (text, params) => {
  expect(read(text)).toEqual(params);
});

test("what is missing, unknown or of another type is told", () => {
  expect(problemsOf(schema, { key: "k", mode: "b", limit: 3, tags: [], deep: null, any: 1 })).toEqual([]);
  expect(problemsOf(schema, { mode: "c", limit: 1.5, tags: {}, deep: [], more: 1 })).toEqual([
    "“key” is missing.",
    '“mode” must be "a" | "b".',
    "“limit” must be integer.",
    "“tags” must be string[].",
    "“deep” must be object | null.",
    "“more” is no param of this method.",
  ]);
  expect(problemsOf(undefined, { more: 1 })).toEqual([]);
});

test("a type is told in a word", () => {
  expect(typeOf({ anyOf: [{ type: "string" }, { type: "null" }] })).toBe("string | null");
  expect(typeOf({})).toBe("any");
});

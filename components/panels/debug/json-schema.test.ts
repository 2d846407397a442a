import { expect, test } from "vitest";
import type { JsonSchema } from "@/server/protocol/method-descriptions.ts";
import { choicesOf, schemaAt, skeletonOf, typeWords } from "./json-schema.ts";

const JOB: JsonSchema = {
  type: "object",
  required: ["name", "schedule", "tags", "tries"],
  properties: {
    name: { type: "string" },
    note: { type: "string" },
    tags: { type: "array", items: { anyOf: [{ const: "a" }, { const: "b" }] } },
    tries: { type: "integer", default: 3 },
    schedule: {
      anyOf: [
        { type: "object", required: ["kind", "at"], properties: { kind: { const: "at" }, at: { type: "string" } } },
        { type: "object", properties: { kind: { const: "every" }, everyMs: { type: "number" } } },
      ],
    },
    labels: { type: "object", additionalProperties: { type: "boolean" } },
  },
};

test("a skeleton has what is required, of the first variant, with its defaults", () => {
  expect(JSON.parse(skeletonOf(JOB))).toEqual({ name: "", schedule: { kind: "at", at: "" }, tags: [], tries: 3 });
  expect(skeletonOf(undefined)).toBe("{}");
});

test("a schema that contains itself ends", () => {
  const node: JsonSchema = { type: "object", required: ["next"], properties: {} };
  node.properties = { next: node };
  expect(skeletonOf(node).match(/next/g)).toHaveLength(6);
});

test("a type is told in a few words", () => {
  const words = (name: string) => typeWords(JOB.properties?.[name] ?? {});
  expect(["name", "tags", "tries", "schedule", "labels"].map(words)).toEqual([
    "string",
    '("a" | "b")[]',
    "integer",
    "object",
    "object",
  ]);
  expect(typeWords({ type: ["string", "null"] })).toBe("string | null");
});

test("a path leads through variants, lists and free names", () => {
  expect(schemaAt(JOB, ["schedule", "everyMs"])).toEqual({ type: "number" });
  expect(choicesOf(schemaAt(JOB, ["schedule", "kind"]) ?? {})).toEqual(["at", "every"]);
  expect(choicesOf(schemaAt(JOB, ["tags", 4]) ?? {})).toEqual(["a", "b"]);
  expect(choicesOf(schemaAt(JOB, ["labels", "any"]) ?? {})).toEqual([true, false]);
  expect(schemaAt(JOB, ["name", "deeper"])).toBeUndefined();
});

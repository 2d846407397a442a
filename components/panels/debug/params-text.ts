import type { JsonSchema } from "@/server/protocol/method-descriptions.ts";

/** What an editor begins with: every field that is required, with a value of its type. */
export function skeletonOf(schema: JsonSchema | undefined): string {
  const fields = (schema?.required ?? []).map((name) => [name, emptyOf(schema?.properties?.[name])]);
  return JSON.stringify(Object.fromEntries(fields), null, 2);
}

/** The text with a field more; the text itself when it has it, or is no object. */
export function withField(text: string, name: string, schema: JsonSchema | undefined): string {
  const params = read(text);
  if (!params.ok || name in params.value) return text;
  return JSON.stringify({ ...params.value, [name]: emptyOf(schema) }, null, 2);
}

/** The params that the text stands for, or why it stands for none. An empty text stands for `{}`. */
export function read(text: string): { ok: true; value: { [name: string]: unknown } } | { ok: false; problem: string } {
  if (text.trim() === "") return { ok: true, value: {} };
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ok: true, value: { ...value } };
    return { ok: false, problem: "Params are an object: begin with {." };
  } catch (error) {
    return { ok: false, problem: `This is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** What does not fit the schema at first sight; the gateway checks the rest. */
export function problemsOf(schema: JsonSchema | undefined, params: { [name: string]: unknown }): string[] {
  if (!schema) return [];
  const missing = (schema.required ?? []).filter((name) => !(name in params)).map((name) => `“${name}” is missing.`);
  const wrong = Object.entries(params).flatMap(([name, value]) => {
    const field = schema.properties?.[name];
    if (!field) return schema.additionalProperties === false ? [`“${name}” is no param of this method.`] : [];
    return fits(field, value) ? [] : [`“${name}” must be ${typeOf(field)}.`];
  });
  return [...missing, ...wrong];
}

/** "string", "integer", "a | b", "string[]": a schema in a word or two. */
export function typeOf(schema: JsonSchema): string {
  const { type, items, anyOf } = schema;
  const values = valuesOf(schema);
  if (values.length > 0) return values.map((value) => JSON.stringify(value)).join(" | ");
  if (anyOf) return [...new Set(anyOf.map(typeOf))].join(" | ");
  if (type === "array") return items ? `${typeOf(items)}[]` : "array";
  return Array.isArray(type) ? type.join(" | ") : (type ?? "any");
}

/** The values that it allows, where it names them. */
function valuesOf({ anyOf, enum: values, const: only }: JsonSchema): unknown[] {
  if (values) return values;
  if (only !== undefined) return [only];
  const each = anyOf?.map(({ const: value }) => value);
  return each?.every((value) => value !== undefined) ? each : [];
}

function emptyOf(schema: JsonSchema | undefined): unknown {
  if (!schema) return null;
  if (schema.default !== undefined) return schema.default;
  if (schema.minimum !== undefined) return schema.minimum;
  const [value] = valuesOf(schema);
  if (value !== undefined) return value;
  const [first] = schema.anyOf ?? [];
  if (first) return emptyOf(first);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  return type !== undefined && Object.hasOwn(EMPTY, type) ? EMPTY[type] : null;
}

const EMPTY: { [type: string]: unknown } = { string: "", integer: 0, number: 0, boolean: false, array: [], object: {} };

function fits(schema: JsonSchema, value: unknown): boolean {
  const values = valuesOf(schema);
  if (values.length > 0) return values.includes(value);
  if (schema.anyOf) return schema.anyOf.some((branch) => fits(branch, value));
  if (schema.type === undefined) return true;
  const types = Array.isArray(schema.type) ? schema.type : [schema.type];
  return types.some((type) => isOf(type, value));
}

function isOf(type: string, value: unknown): boolean {
  switch (type) {
    case "integer":
      return Number.isInteger(value);
    case "array":
      return Array.isArray(value);
    case "null":
      return value === null;
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    default:
      return typeof value === type;
  }
}

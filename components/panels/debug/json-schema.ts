import type { JsonSchema } from "@/server/protocol/method-descriptions.ts";

/** Objects in objects are filled in this far: a schema may contain itself. */
const MOST_DEPTH = 6;

/** Params to begin with: what is required, each with its default, its first choice or an empty value. */
export function skeletonOf(schema: JsonSchema | undefined): string {
  const value = schema ? exampleOf(schema) : {};
  return JSON.stringify(typeof value === "object" && value !== null ? value : {}, null, 2);
}

/** A type in a few words: `string`, `"a" | "b"`, `number[]`, `object`. */
export function typeWords(schema: JsonSchema): string {
  const { type, items, anyOf } = schema;
  const choices = choicesOf(schema);
  if (choices.length > 0) return choices.map((choice) => JSON.stringify(choice)).join(" | ");
  if (anyOf) return [...new Set(anyOf.map(typeWords))].join(" | ");
  if (type === "array") return items ? arrayWords(typeWords(items)) : "any[]";
  if (Array.isArray(type)) return type.join(" | ");
  return type ?? "any";
}

/** The values that a schema allows, when they can be counted. */
export function choicesOf(schema: JsonSchema): unknown[] {
  if (schema.const !== undefined) return [schema.const];
  if (schema.enum) return schema.enum;
  if (schema.type === "boolean") return [true, false];
  const each = (schema.anyOf ?? []).map(choicesOf);
  return each.length > 0 && each.every((choices) => choices.length > 0) ? [...new Set(each.flat())] : [];
}

/** The properties of an object, of all its variants. */
export function propertiesOf(schema: JsonSchema): ReadonlyMap<string, JsonSchema> {
  const found = new Map(Object.entries(schema.properties ?? {}));
  for (const variant of schema.anyOf ?? []) {
    for (const [name, property] of propertiesOf(variant)) {
      const known = found.get(name);
      found.set(name, known ? { anyOf: [known, property] } : property);
    }
  }
  return found;
}

/** What stands at a path of property names and indices; undefined where the schema says nothing. */
export function schemaAt(schema: JsonSchema, path: readonly (string | number)[]): JsonSchema | undefined {
  let at: JsonSchema | undefined = schema;
  for (const step of path) {
    if (!at) return undefined;
    at = typeof step === "number" ? itemsOf(at) : (propertiesOf(at).get(step) ?? restOf(at));
  }
  return at;
}

function itemsOf(schema: JsonSchema): JsonSchema | undefined {
  return schema.items ?? schema.anyOf?.map(itemsOf).find((items) => items !== undefined);
}

function restOf({ additionalProperties }: JsonSchema): JsonSchema | undefined {
  return typeof additionalProperties === "object" ? additionalProperties : undefined;
}

/** A value to begin with: the default, the first choice, the least number, or an empty one. */
export function exampleOf(schema: JsonSchema, depth = 0): unknown {
  if (schema.default !== undefined) return schema.default;
  const [choice] = choicesOf(schema);
  if (choice !== undefined) return choice;
  const [variant] = schema.anyOf ?? [];
  if (variant && !schema.properties) return exampleOf(variant, depth + 1);
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case "object":
      return objectOf(schema, depth);
    case "array":
      return [];
    case "number":
    case "integer":
      return schema.minimum ?? 0;
    case "string":
      return "";
    default:
      return schema.properties ? objectOf(schema, depth) : null;
  }
}

function objectOf({ properties = {}, required = [] }: JsonSchema, depth: number): unknown {
  if (depth >= MOST_DEPTH) return {};
  return Object.fromEntries(required.map((name) => [name, exampleOf(properties[name] ?? {}, depth + 1)]));
}

function arrayWords(of: string): string {
  return of.includes(" ") ? `(${of})[]` : `${of}[]`;
}

import type { JsonSchema } from "@/server/protocol/method-descriptions.ts";
import { exampleOf } from "./json-schema.ts";

/** The text with a field more; the text itself when it has it, or is no object. */
export function withField(text: string, name: string, schema: JsonSchema): string {
  const params = readParams(text);
  if (!params || name in params) return text;
  return JSON.stringify({ ...params, [name]: exampleOf(schema) }, null, 2);
}

/** The params that the text stands for; undefined when it is no JSON object. An empty text stands for `{}`. */
export function readParams(text: string): { [name: string]: unknown } | undefined {
  if (text.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    // The editor tells what is wrong with it, and where.
    return undefined;
  }
}

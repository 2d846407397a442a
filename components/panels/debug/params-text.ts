import type { JsonSchema } from "@/server/protocol/method-descriptions.ts";
import { exampleOf } from "./json-schema.ts";

/** The text with a field more; the text itself when it has it, or is no object. */
export function withField(text: string, name: string, schema: JsonSchema): string {
  const params = read(text);
  if (!params.ok || name in params.value) return text;
  return JSON.stringify({ ...params.value, [name]: exampleOf(schema) }, null, 2);
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

import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import type { SyntaxNode } from "@lezer/common";
import type { JsonSchema } from "@/server/protocol/method-descriptions.ts";
import { closest, namesIn, parsedJson, pathOf } from "./json-places.ts";
import { choicesOf, propertiesOf, schemaAt, typeWords } from "./json-schema.ts";

/** Offers the names that an object may have, and the values that a property or an item may have. */
export function completeParams(context: CompletionContext, schema: JsonSchema): CompletionResult | null {
  const { pos, explicit, state } = context;
  const from = context.matchBefore(/"?[\w.-]*/)?.from ?? pos;
  if (from === pos && !explicit) return null;
  const text = state.doc.toString();
  const before = text.slice(0, from).trimEnd();
  const around = parsedJson(text).resolveInner(before.length, -1);
  // A quote that closes was put there by the editor.
  const to = text[pos] === '"' && text[from] === '"' ? pos + 1 : pos;

  if (before.endsWith(":")) {
    const property = closest(around, "Property");
    return property ? { from, to, options: values(schemaAt(schema, pathOf(property, text))) } : null;
  }
  if (!/[[{,]$/.test(before)) return null;
  const owner = closest(around, "Object", "Array");
  if (!owner) return null;
  const path = pathOf(owner, text);
  if (owner.name === "Array") return { from, to, options: values(schemaAt(schema, [...path, 0])) };
  const at = schemaAt(schema, path);
  return at ? { from, to, options: names(at, takenIn(owner, text, from)) } : null;
}

function values(schema: JsonSchema | undefined): Completion[] {
  return (schema ? choicesOf(schema) : []).map((choice) => ({ label: JSON.stringify(choice), type: "enum" }));
}

function names(schema: JsonSchema, taken: ReadonlySet<string>): Completion[] {
  const required = new Set(schema.required);
  return [...propertiesOf(schema)]
    .filter(([name]) => !taken.has(name))
    .map(([name, property]) => ({
      label: JSON.stringify(name),
      detail: required.has(name) ? `${typeWords(property)}, required` : typeWords(property),
      info: property.description,
      type: "property",
      boost: required.has(name) ? 1 : 0,
    }));
}

/** The name that is being typed is not taken by itself. */
function takenIn(object: SyntaxNode, text: string, typedFrom: number): Set<string> {
  const before = namesIn(object, text.slice(0, typedFrom).padEnd(text.length));
  before.delete("");
  return before;
}

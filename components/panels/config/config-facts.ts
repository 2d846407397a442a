import { type ConfigPath, isRecord, parseConfig } from "@/server/protocol/config-document.ts";
import type { ConfigChild, ConfigIssue, ReloadKind } from "@/server/protocol/configuration.ts";

/** What a change waits for. */
export const RELOADS: Record<ReloadKind, { word: string; said: string }> = {
  restart: { word: "Restart", said: "A change counts after a restart." },
  hot: { word: "At once", said: "A change counts at once." },
  none: { word: "", said: "" },
};

/** How a setting can be edited: `part` is opened, `json` is for what has no simpler way. */
export type Control =
  | { kind: "text" | "secret" | "boolean" | "json" }
  | { kind: "number"; minimum?: number; maximum?: number }
  | { kind: "choice"; choices: readonly string[] };

/** Kinds whose control hangs on nothing else. */
const PLAIN = new Set(["boolean", "array", "object"]);

/** The control that fits a place of the schema. */
export function controlOf(schema: unknown, isSensitive: boolean): Control {
  if (!isRecord(schema)) return { kind: "json" };
  const choices = choicesOf(schema);
  if (choices) return { kind: "choice", choices };
  switch (schema.type) {
    case "boolean":
      return { kind: "boolean" };
    case "integer":
    case "number":
      return { kind: "number", ...bound("minimum", schema.minimum), ...bound("maximum", schema.maximum) };
    case "string":
      return { kind: isSensitive ? "secret" : "text" };
    default:
      return { kind: "json" };
  }
}

/** The shape of a setting, as the part that it is in tells it; undefined where only its own place does. */
export function schemaBelow(part: unknown, { key, type }: Pick<ConfigChild, "key" | "type">): unknown {
  if (isRecord(part) && isRecord(part.properties) && Object.hasOwn(part.properties, key)) return part.properties[key];
  return typeof type === "string" && PLAIN.has(type) ? { type } : undefined;
}

/** A document's content; undefined while it is no JSON5. */
export function readDocument(text: string): Record<string, unknown> | undefined {
  try {
    return parseConfig(text);
  } catch {
    return undefined;
  }
}

/** `a.b.0` as keys and positions. */
export function pathOf(address: string): ConfigPath {
  if (address === "." || address === "") return [];
  return address.split(".").map((key) => (/^\d+$/.test(key) ? Number(key) : key));
}

/** The issues of a place and of what is below it. */
export function issuesAt(issues: readonly ConfigIssue[], path: string): ConfigIssue[] {
  return issues.filter((issue) => issue.path === path || issue.path.startsWith(`${path}.`));
}

/** What a refused save told of single settings. */
export function issuesIn(details: unknown): ConfigIssue[] {
  const issues = isRecord(details) && Array.isArray(details.issues) ? details.issues : [];
  return issues.flatMap((issue: unknown) =>
    isRecord(issue) && typeof issue.path === "string" && typeof issue.message === "string"
      ? [{ path: issue.path, message: issue.message }]
      : [],
  );
}

function choicesOf({ anyOf, enum: values }: Record<string, unknown>): string[] | undefined {
  const listed = Array.isArray(values)
    ? values
    : Array.isArray(anyOf)
      ? anyOf.map((each) => (isRecord(each) ? each.const : undefined))
      : [];
  const choices = listed.filter((value): value is string => typeof value === "string");
  return choices.length > 0 && choices.length === listed.length ? choices : undefined;
}

function bound<Name extends string>(name: Name, value: unknown): { [Key in Name]?: number } {
  const bounds: { [Key in Name]?: number } = {};
  if (typeof value === "number" && Math.abs(value) < Number.MAX_SAFE_INTEGER) bounds[name] = value;
  return bounds;
}

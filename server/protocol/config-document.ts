import { JsonArrayNode, type JsonNode, JsonObjectNode, JsonParser } from "@croct/json5-parser";

/** Stands where a secret is: OpenClaw's word. Saved, it means "unchanged". */
export const REDACTED = "__OPENCLAW_REDACTED__";

/** A place in a configuration: keys and positions from the root. */
export type ConfigPath = readonly (string | number)[];
type JsonValue = Parameters<JsonObjectNode["set"]>[1];

/** How a document without any style of its own is written. */
const BLOCK = {
  indentationSize: 2,
  entryIndentation: true,
  leadingIndentation: true,
  trailingIndentation: true,
  commaSpacing: true,
  colonSpacing: true,
};
const FIRST_STYLE = { indentationLevel: 0, object: BLOCK, array: BLOCK, property: { unquoted: true } };

/** What a document holds. A blank one holds nothing. @throws Error that says where it is no JSON5, or no object */
export function parseConfig(text: string): Record<string, unknown> {
  return documentOf(text).toJSON();
}

/** The document with a value at a path; `undefined` removes it. Comments and layout stay. @throws Error as parsing does */
export function setInConfig(text: string, path: ConfigPath, value: unknown): string {
  const root = documentOf(text);
  const hadStyle = /[\w"']/.test(text);
  setIn(root, path, value);
  return textOf(root, hadStyle);
}

/** The document with a partial one merged into it (RFC 7396): null removes, lists are replaced. */
export function mergeIntoConfig(text: string, patch: Record<string, unknown>): string {
  const root = documentOf(text);
  const hadStyle = /[\w"']/.test(text);
  mergeIn(root, patch);
  return textOf(root, hadStyle);
}

/** The document with {@link REDACTED} in place of each text at a path that is secret. */
export function redactConfig(text: string, isSecret: (path: ConfigPath) => boolean): string {
  const root = documentOf(text);
  for (const [path, value] of leavesOf(root.toJSON())) {
    if (typeof value === "string" && value !== "" && isSecret(path)) setIn(root, path, REDACTED);
  }
  return root.toString();
}

/**
 * The document with the secrets of `before` where it says {@link REDACTED}. Entries of a list are known by their name,
 * else by their place.
 * @throws Error naming the first place for which `before` has none
 */
export function restoreConfig(text: string, before: Record<string, unknown>): string {
  const root = documentOf(text);
  const after = root.toJSON();
  const hidden = [...leavesOf(after)].filter(([, value]) => value === REDACTED);
  if (hidden.length === 0) return text;
  for (const [path] of hidden) {
    const kept = keptAt(path, after, before);
    if (typeof kept !== "string" || kept === REDACTED) {
      throw new Error(`${path.join(".")} is hidden, and there is no earlier value to keep: write the value itself.`);
    }
    setIn(root, path, kept);
  }
  return root.toString();
}

/** The paths, dots between keys, at which two configurations differ; lists count as one value. */
export function changedPaths(before: unknown, after: unknown, prefix = ""): string[] {
  if (!isRecord(before) || !isRecord(after)) {
    return JSON.stringify(before) === JSON.stringify(after) ? [] : [prefix];
  }
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => {
    const path = prefix ? `${prefix}.${key}` : key;
    const [old, now] = [before[key], after[key]];
    if (old === undefined && isRecord(now) && Object.keys(now).length > 0) return changedPaths({}, now, path);
    if (now === undefined && isRecord(old) && Object.keys(old).length > 0) return changedPaths(old, {}, path);
    return changedPaths(old, now, path);
  });
}

/** What stands at a path; undefined when nothing does. */
export function valueAt(config: unknown, path: ConfigPath): unknown {
  let value = config;
  for (const key of path) {
    if (Array.isArray(value) && typeof key === "number") value = value[key];
    else if (isRecord(value) && Object.hasOwn(value, key)) value = value[key];
    else return undefined;
  }
  return value;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function documentOf(text: string): JsonObjectNode {
  if (text.trim() === "") return JsonParser.parse("{\n}\n", JsonObjectNode);
  const root: JsonNode = JsonParser.parse(text);
  if (root instanceof JsonObjectNode) return root;
  throw new Error("A configuration is one object: { … }.");
}

function textOf(root: JsonObjectNode, hadStyle: boolean): string {
  const text = hadStyle ? root.toString() : root.toString(FIRST_STYLE);
  return text.endsWith("\n") || hadStyle ? text : `${text}\n`;
}

function setIn(node: JsonNode, path: ConfigPath, value: unknown): void {
  const [key, ...rest] = path;
  if (key === undefined) return;
  if (node instanceof JsonArrayNode && typeof key === "number") {
    if (rest.length > 0) setIn(node.get(key), rest, value);
    else if (value === undefined) node.delete(key);
    else node.set(key, jsonOf(value));
    return;
  }
  if (!(node instanceof JsonObjectNode) || typeof key !== "string") return;
  if (rest.length === 0) {
    if (value !== undefined) node.set(key, jsonOf(value));
    else if (node.has(key)) node.delete(key);
    return;
  }
  const isBranch = node.has(key) && isBranchNode(node.get(key));
  if (!isBranch) {
    if (value === undefined) return;
    node.set(key, {});
  }
  setIn(node.get(key), rest, value);
}

function isBranchNode(node: JsonNode): boolean {
  return node instanceof JsonObjectNode || node instanceof JsonArrayNode;
}

function mergeIn(node: JsonObjectNode, patch: Record<string, unknown>): void {
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) {
      if (node.has(key)) node.delete(key);
    } else if (isRecord(value)) {
      if (!node.has(key) || !(node.get(key) instanceof JsonObjectNode)) node.set(key, {});
      mergeIn(node.get(key, JsonObjectNode), value);
    } else node.set(key, jsonOf(value));
  }
}

function* leavesOf(value: unknown, path: ConfigPath = []): Generator<[ConfigPath, unknown]> {
  if (Array.isArray(value)) for (const [i, item] of value.entries()) yield* leavesOf(item, [...path, i]);
  else if (isRecord(value)) for (const [key, item] of Object.entries(value)) yield* leavesOf(item, [...path, key]);
  else yield [path, value];
}

function keptAt(path: ConfigPath, after: unknown, before: unknown): unknown {
  let [now, old] = [after, before];
  for (const key of path) {
    now = valueAt(now, [key]);
    const name = isRecord(now) ? now.name : undefined;
    old =
      Array.isArray(old) && typeof name === "string"
        ? old.find((item) => isRecord(item) && item.name === name)
        : valueAt(old, [key]);
  }
  return old;
}

/** Configurations are JSON: they were parsed from it, or came over the wire. */
function jsonOf(value: unknown): JsonValue {
  return value as JsonValue;
}

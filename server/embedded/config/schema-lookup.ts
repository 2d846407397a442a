import { isRecord } from "../../protocol/config-document.ts";
import type { ConfigChild, ConfigHint, ConfigSchemaLookup, ReloadKind } from "../../protocol/configuration.ts";
import { RpcError } from "../../protocol/errors.ts";

/** A configuration's shape: JSON Schema, and what people are told of each setting, by path. */
export interface ConfigShape {
  schema: Record<string, unknown>;
  hints: Readonly<Record<string, ConfigHint>>;
  reloadKindOf: (path: string) => ReloadKind | undefined;
}

/** Words that tell of what is below a place. */
const BELOW = new Set(["properties", "items", "additionalProperties"]);

/**
 * One place of the schema and what is right below it.
 * @throws RpcError INVALID_REQUEST when there is no such place
 */
export function lookUp(shape: ConfigShape, asked: string): ConfigSchemaLookup {
  const path = normalized(asked);
  let schema: unknown = shape.schema;
  for (const key of path.split(".").filter(Boolean)) schema = childOf(schema, key);
  if (!isRecord(schema)) {
    throw new RpcError("INVALID_REQUEST", `There is no setting "${asked}": config.schema.lookup with "." lists them.`);
  }
  return {
    path: path || ".",
    schema: { ...ownOf(schema), ...leavesOf(schema) },
    ...aboutOf(shape, path),
    children: childrenOf(shape, path, schema),
  };
}

/** A place without what is below it. */
function ownOf(schema: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(schema).filter(([word]) => !BELOW.has(word)));
}

/** The settings right below a place that have nothing below them: a form draws them without a question for each. */
function leavesOf({ properties }: Record<string, unknown>): { properties?: Record<string, unknown> } {
  if (!isRecord(properties)) return {};
  const leaves = Object.entries(properties).filter(([, child]) => isRecord(child) && !hasBelow(child));
  return leaves.length > 0 ? { properties: Object.fromEntries(leaves) } : {};
}

function hasBelow(schema: Record<string, unknown>): boolean {
  return [...BELOW].some((word) => word in schema);
}

function normalized(path: string): string {
  return path
    .trim()
    .replace(/\[(\*|\d*)\]/g, (_all, place: string) => `.${place || "*"}`)
    .replace(/^\.+|\.+$/g, "")
    .replace(/\.+/g, ".");
}

function childOf(schema: unknown, key: string): unknown {
  if (!isRecord(schema)) return undefined;
  if (isRecord(schema.properties) && Object.hasOwn(schema.properties, key)) return schema.properties[key];
  if (isRecord(schema.items) && /^(\*|\d+)$/.test(key)) return schema.items;
  // One of several shapes: the first that has such a place.
  const shapes = Array.isArray(schema.anyOf) ? schema.anyOf : [];
  return shapes.map((each) => childOf(each, key)).find((found) => found !== undefined);
}

function childrenOf(shape: ConfigShape, path: string, schema: Record<string, unknown>): ConfigChild[] {
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  const below = isRecord(schema.properties)
    ? Object.entries(schema.properties)
    : isRecord(schema.items)
      ? [["*", schema.items] as const]
      : [];
  return below.map(([key, child]) => {
    const childPath = path ? `${path}.${key}` : key;
    const { type } = isRecord(child) ? child : {};
    return {
      key,
      path: childPath,
      ...(typeof type === "string" && { type }),
      required: required.has(key),
      hasChildren: isRecord(child) && (isRecord(child.properties) || isRecord(child.items)),
      ...aboutOf(shape, childPath),
    };
  });
}

function aboutOf({ hints, reloadKindOf }: ConfigShape, path: string) {
  const hint = hints[path];
  const reloadKind = reloadKindOf(path);
  return { ...(reloadKind && { reloadKind }), ...(hint && { hint, hintPath: path }) };
}

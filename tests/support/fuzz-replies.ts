import { isObject } from "../../server/dialects/frames.ts";

const MAX_BATCH = 50;
const PONG = "pong";

/** What is spoken on a connection: everything that `/ws` knows, JSON-RPC alone, OpenClaw's protocol, or a room's frames. */
export type Tongue = "any" | "jsonrpc" | "openclaw" | "room";

/** What a server owes for a text, as the protocol says: a key for each reply, by dialect and id. */
export function repliesTo(
  text: string,
  { tongue, authenticated }: { tongue: Tongue; authenticated: boolean },
): string[] {
  let frame: unknown;
  try {
    frame = JSON.parse(text);
  } catch {
    const isJsonrpc = tongue === "jsonrpc" || (tongue === "any" && authenticated && text.includes('"jsonrpc"'));
    return isJsonrpc ? [keyOf("jsonrpc", null)] : [];
  }
  if (tongue === "room") return isObject(frame) && frame.type === "ping" ? [PONG] : [];
  if (tongue === "openclaw") return isObject(frame) && isText(frame.id) ? [keyOf("native", frame.id)] : [];
  if (tongue === "jsonrpc" || isJsonrpc(frame)) return Array.isArray(frame) ? batch(frame) : entry(frame);
  if (!isObject(frame) || frame.type !== "req") return [];
  return [keyOf("native", typeof frame.id === "number" || isText(frame.id) ? frame.id : null)];
}

/** The keys of the requests that a frame answers. */
export function repliesIn(frame: unknown, tongue: Tongue = "any"): string[] {
  if (tongue === "room") return isObject(frame) && frame.type === "pong" ? [PONG] : [];
  if (Array.isArray(frame)) return frame.flatMap((one) => repliesIn(one, tongue));
  if (!isObject(frame)) return [];
  if (frame.type === "res") return tongue === "openclaw" && isNobodys(frame.id) ? [] : [keyOf("native", frame.id)];
  return frame.jsonrpc === "2.0" && !("method" in frame) ? [keyOf("jsonrpc", frame.id)] : [];
}

/** Whether an error shows what is nobody's business: where code lies, how it was called, or that a fault was ours. */
export function leakIn(frame: unknown, secrets: readonly string[]): string | undefined {
  if (Array.isArray(frame)) return frame.map((one) => leakIn(one, secrets)).find((leak) => leak !== undefined);
  if (!isObject(frame)) return undefined;
  const error = frame.type === "error" ? frame : frame.error;
  if (error === undefined) return undefined;
  const text = JSON.stringify(error);
  const leaks = STACK.test(text) || text.includes('"INTERNAL"') || secrets.some((secret) => text.includes(secret));
  return leaks ? text : undefined;
}

const STACK = /\\n\s+at |node:internal|node_modules|file:\/\/|\.[mc]?[jt]s:\d+|\bE[A-Z]{3,}:|SQLITE/;

/** On `/` what has no id that is a text is answered, too, but not as a request of somebody's. */
function isNobodys(id: unknown): boolean {
  return id === "invalid" || id === "";
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function isJsonrpc(frame: unknown): boolean {
  if (Array.isArray(frame)) return true;
  if (!isObject(frame)) return false;
  return Object.hasOwn(frame, "jsonrpc") || (Object.hasOwn(frame, "method") && !Object.hasOwn(frame, "type"));
}

function batch(entries: unknown[]): string[] {
  if (entries.length === 0 || entries.length > MAX_BATCH) return [keyOf("jsonrpc", null)];
  return entries.flatMap(entry);
}

function entry(value: unknown): string[] {
  if (!isObject(value)) return [keyOf("jsonrpc", null)];
  const { jsonrpc, method, params, id } = value;
  const fits =
    (jsonrpc === undefined || jsonrpc === "2.0") &&
    isText(method) &&
    (params === undefined || (typeof params === "object" && params !== null));
  if (fits && !Object.hasOwn(value, "id")) return [];
  return [keyOf("jsonrpc", typeof id === "string" || typeof id === "number" ? id : null)];
}

function keyOf(dialect: "native" | "jsonrpc", id: unknown): string {
  return `${dialect} ${JSON.stringify(id)}`;
}

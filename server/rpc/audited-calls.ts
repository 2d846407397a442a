import type { Deed } from "../auth/audit-trail.ts";
import { onlyReads } from "../protocol/read-only.ts";
import type { Call } from "./own-method.ts";

/** Params that name what a call is about. All others stay untold: they may be what somebody said, or secrets. */
const NAMING: ReadonlySet<string> = new Set([
  "id",
  "agentId",
  "sessionKey",
  "runId",
  "jobId",
  "deviceId",
  "nodeId",
  "requestId",
  "gateway",
  "channel",
  "accountId",
  "skillKey",
  "provider",
  "taskId",
  "name",
  "path",
  "role",
  "decision",
]);
const MOST_CHARACTERS = 160;
const MOST_KEYS = 5;

/** What of a call is kept; undefined when it changed nothing: it only reads, or there is no such method. */
export function deedOf(call: Call, outcome: string): Deed | undefined {
  const { principal, address, method } = call;
  if (onlyReads(method) || outcome === "UNKNOWN_METHOD") return undefined;
  return {
    who: { id: principal.id, name: principal.name },
    ...(address !== undefined && { address }),
    action: method.slice(0, MOST_CHARACTERS),
    targets: targetsOf(call),
    outcome,
    isCall: true,
  };
}

function targetsOf({ method, params, gateway }: Call): Record<string, string> {
  const given = typeof params === "object" && params !== null ? Object.entries(params) : [];
  const named = given.filter(
    ([name]) => NAMING.has(name) || isSessionKey(method, name) || (name === "command" && method === "node.invoke"),
  );
  const targets = named.flatMap(([name, value]): [string, string][] => {
    const text = textOf(value);
    return text === undefined ? [] : [[name, text]];
  });
  if (gateway !== undefined) targets.push(["gateway", gateway.slice(0, MOST_CHARACTERS)]);
  return Object.fromEntries(targets);
}

/** `key` and `keys` name sessions there; elsewhere they may be keys of something locked. */
function isSessionKey(method: string, name: string): boolean {
  return method.startsWith("sessions.") && (name === "key" || name === "keys");
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value.slice(0, MOST_CHARACTERS);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (!Array.isArray(value)) return undefined;
  const shown = value.slice(0, MOST_KEYS).filter((each) => typeof each === "string");
  const more = value.length - shown.length;
  return `${shown.join(", ").slice(0, MOST_CHARACTERS)}${more > 0 ? ` and ${more} more` : ""}`;
}

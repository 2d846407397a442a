import type { HelloOk } from "@openclaw/gateway-protocol";
import type { JsonObject } from "../../protocol/frames.ts";
import type { SessionRow } from "../../protocol/sessions.ts";
import type { ActiveRun, StatusResult } from "../../protocol/system.ts";
import { isObject } from "./rows.ts";

/** Answers of a real gateway, brought to the fields that we promise. What it says beyond them is passed on. */

/** An answer as our callers know it; those of methods that need no change are the same object. */
export function answerOf(method: string, answer: unknown): unknown {
  if (!isObject(answer)) return answer;
  switch (method) {
    case "agents.list":
      return { ...answer, agents: objectsIn(answer.agents).map(agentOf) };
    case "models.list":
      return { ...answer, models: objectsIn(answer.models).map(modelOf) };
    case "device.pair.list":
      return { ...answer, paired: objectsIn(answer.paired).map(deviceOf) };
    default:
      return answer;
  }
}

/** What a gateway says of itself is spread over its greeting, its status and the list of its sessions. */
export function statusOf(parts: {
  hello: HelloOk | undefined;
  /** Milliseconds since 1970. */
  startedAt: number;
  now: number;
  status: unknown;
  /** What runs in its sessions: see `runsOf`. */
  active: ActiveRun[];
}): StatusResult {
  const { hello, startedAt, now, active } = parts;
  const status = objectOf(parts.status);
  const known = objectOf(status.sessions);
  const memory = objectOf(status.processMemory);
  const primary = textOf(objectOf(known.defaults).model);
  return {
    version: textOf(status.runtimeVersion) || (hello?.server.version ?? ""),
    startedAt,
    uptimeMs: Math.max(0, now - startedAt),
    model: { primary, configured: hello?.snapshot.sessionDefaults?.modelConfigured ?? primary !== "" },
    runs: { active, queued: 0 },
    sessions: { count: numberOf(known.count) },
    memory: { rssBytes: numberOf(memory.rssBytes), heapUsedBytes: numberOf(memory.heapUsedBytes) },
    stateDir: hello?.snapshot.stateDir ?? "",
  };
}

/** What runs in a session; `row` is the gateway's own of it, which says since when. */
export function runsOf(session: SessionRow, row: JsonObject): ActiveRun[] {
  const { key: sessionKey, agentId, updatedAt, model, hasActiveRun, activeRunIds = [] } = session;
  if (!hasActiveRun) return [];
  const startedAt = numberOf(row.startedAt) || updatedAt;
  const run = { sessionKey, agentId, state: "running", startedAt, ...(model && { model }) } as const;
  return activeRunIds.map((runId) => ({ runId, ...run }));
}

/** Somebody who set up one agent only has not named it. */
function agentOf(agent: JsonObject): JsonObject {
  const identity = objectOf(agent.identity);
  return {
    ...agent,
    name: textOf(agent.name) || textOf(identity.name) || textOf(agent.id),
    model: isObject(agent.model) ? agent.model : { primary: textOf(agent.model) },
  };
}

/** The name that a person gave it comes before its own. */
function deviceOf(device: JsonObject): JsonObject {
  return { ...device, displayName: textOf(device.operatorLabel) || device.displayName };
}

/** Models are named `provider/model` wherever one is chosen. */
function modelOf(model: JsonObject): JsonObject {
  const id = textOf(model.id);
  const provider = textOf(model.provider);
  return { ...model, id: !provider || id.startsWith(`${provider}/`) ? id : `${provider}/${id}` };
}

function objectsIn(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function numberOf(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
}

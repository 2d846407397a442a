import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import { HealthParams, StatusParams } from "../protocol/schema/system.ts";
import type { ActiveRun, HealthResult, StatusResult } from "../protocol/system.ts";
import type { Store } from "../store/contract.ts";
import { type AgentDirectory, DEFAULT_AGENT_ID } from "./agent-directory.ts";
import type { Audiences, Viewer } from "./audience.ts";
import { type MethodTable, method } from "./registry.ts";
import type { RunQueue } from "./run-queue.ts";
import type { AgentRunner, Clock } from "./runs/contract.ts";

export interface StatusDeps {
  store: Store;
  queue: RunQueue;
  agents: AgentDirectory;
  audiences: Audiences;
  runner: AgentRunner;
  clock: Clock;
  home: string;
  version: string;
}

const RESOLUTION_MS = 20;
const WINDOW_MS = 60_000;
/** A 99th percentile above this is felt by people. */
const DEGRADED_MS = 100;
const RECENT = 5;
const BUILT_IN = "builtin";

/** How the process does. */
export class Status {
  readonly #deps: StatusDeps;
  readonly #startedAt: number;
  readonly #delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  #windowStart: number;
  #utilization = performance.eventLoopUtilization();

  constructor(deps: StatusDeps) {
    this.#deps = deps;
    this.#startedAt = deps.clock();
    this.#windowStart = this.#startedAt;
    this.#delays.enable();
  }

  async health(viewer: Viewer): Promise<HealthResult> {
    const { store, agents, audiences, clock, home } = this.#deps;
    const exceptCircles = audiences.hiddenFrom(viewer);
    const begun = performance.now();
    const { total, sessions } = await store.sessions.list({
      limit: RECENT,
      offset: 0,
      archived: "all",
      exceptCircles,
    });
    const ts = clock();
    return {
      ok: true,
      ts,
      durationMs: Math.round(performance.now() - begun),
      defaultAgentId: DEFAULT_AGENT_ID,
      agents: agents.list().map(({ id, name }) => ({ agentId: id, name, isDefault: id === DEFAULT_AGENT_ID })),
      sessions: {
        path: home,
        count: total,
        recent: sessions.map(({ key, updatedAt }) => ({ key, updatedAt, age: ts - updatedAt })),
      },
      eventLoop: this.#eventLoop(ts),
    };
  }

  async status(viewer: Viewer): Promise<StatusResult> {
    const { store, queue, audiences, runner, clock, home, version } = this.#deps;
    const { rss, heapUsed } = process.memoryUsage();
    const queued = queue.queued().map(({ run }) => activeRun(run, "queued"));
    const seen = (runs: ActiveRun[]) => runs.filter(({ sessionKey }) => audiences.admits(viewer, sessionKey));
    const running = queue.actives().map(({ run }) => activeRun(run, "running"));
    return {
      version,
      uptimeMs: clock() - this.#startedAt,
      startedAt: this.#startedAt,
      model: { primary: runner.defaultModel, configured: !runner.defaultModel.startsWith(`${BUILT_IN}/`) },
      runs: { active: seen([...running, ...queued]), queued: queued.length, limit: queue.limit },
      sessions: { count: await store.sessions.count() },
      memory: { rssBytes: rss, heapUsedBytes: heapUsed },
      stateDir: home,
    };
  }

  close(): void {
    this.#delays.disable();
  }

  /** Over the last minute or two: the window starts anew once it is a minute old. */
  #eventLoop(now: number): HealthResult["eventLoop"] {
    const delayP99Ms = lateness(this.#delays.percentile(99));
    const delayMaxMs = lateness(this.#delays.max);
    const { utilization } = performance.eventLoopUtilization(this.#utilization);
    if (now - this.#windowStart >= WINDOW_MS) {
      this.#windowStart = now;
      this.#delays.reset();
      this.#utilization = performance.eventLoopUtilization();
    }
    return { degraded: delayP99Ms > DEGRADED_MS, delayP99Ms, delayMaxMs, utilization: round(utilization) };
  }
}

export function statusMethods(status: Status) {
  return {
    health: method(HealthParams, (_params, viewer) => status.health(viewer)),
    status: method(StatusParams, (_params, viewer) => status.status(viewer)),
  } satisfies MethodTable;
}

/** The histogram holds nanoseconds between two looks; what is above the planned distance is delay. */
function lateness(nanoseconds: number): number {
  return round(Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function activeRun(
  run: { runId: string; sessionKey: string; agentId: string; createdAt: number; startedAt?: number; model?: string },
  state: ActiveRun["state"],
): ActiveRun {
  const { runId, sessionKey, agentId, createdAt, startedAt = createdAt, model } = run;
  return { runId, sessionKey, agentId, state, startedAt, ...(model && { model }) };
}

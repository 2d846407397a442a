import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { Authority } from "../auth/authority.ts";
import { RpcError } from "../protocol/errors.ts";
import { allows } from "../protocol/frames.ts";
import type { HubStatusResult } from "../protocol/gateways.ts";
import type { StatusResult } from "../protocol/system.ts";
import { sendError } from "./errors.ts";
import type { Route } from "./front.ts";
import { isLocal } from "./hosts.ts";

/** Where the numbers come from. */
export interface MetricSources {
  version: string;
  hub(): Pick<HubStatusResult, "connections" | "logs">;
  /** What has happened on sockets since the start; each only grows. */
  counters(): Readonly<Record<string, number>>;
  runs(): Promise<StatusResult["runs"]>;
}

/** Mission Control's own numbers and those of its process, as Prometheus reads them. */
export function openMetrics(sources: MetricSources): Registry {
  const register = new Registry();
  const registers = [register];
  // The event loop's delay, memory, CPU, handles and garbage collection, by the names that every Node service uses.
  collectDefaultMetrics({ register });
  new Gauge({ name: "mission_control_info", help: "The version that runs.", labelNames: ["version"], registers }).set(
    { version: sources.version },
    1,
  );
  new Gauge({
    name: "mission_control_connections",
    help: "Open WebSocket connections.",
    registers,
    collect() {
      this.set(sources.hub().connections);
    },
  });
  for (const name of Object.keys(sources.counters())) {
    new Counter({
      name: `mission_control_${snakeCase(name)}_total`,
      help: `${snakeCase(name).replaceAll("_", " ")}, since the start.`,
      registers,
      collect() {
        this.reset();
        this.inc(sources.counters()[name]);
      },
    });
  }
  addLogMetrics(sources, registers);
  addRunMetrics(sources, registers);
  return register;
}

/** `GET /metrics`: for whoever may read, and for this machine itself. */
export function metricsRoute(register: Registry, authority: Pick<Authority, "fromRequest">): Route {
  return {
    method: "GET",
    path: "/metrics",
    async handle(request, response) {
      const recognised = await authority.fromRequest(request);
      const reads = recognised.kind === "ok" && allows(recognised.principal.scopes, "operator.read");
      if (!reads && !(recognised.kind === "none" && isLocal(request))) {
        const message = "Send a token that may read as Authorization: Bearer <token>.";
        return sendError(response, new RpcError(recognised.kind === "ok" ? "FORBIDDEN" : "UNAUTHENTICATED", message));
      }
      const text = await register.metrics();
      response.writeHead(200, { "content-type": register.contentType, "cache-control": "no-store" }).end(text);
    },
  };
}

const LOG_NUMBERS = [
  { field: "head", help: "Newest position in a gateway's event log." },
  { field: "tail", help: "Oldest position in a gateway's event log that can still be read." },
  { field: "bytes", help: "Bytes that a gateway's event log takes." },
] as const;

function addLogMetrics(sources: MetricSources, registers: Registry[]): void {
  for (const { field, help } of LOG_NUMBERS) {
    new Gauge({
      name: `mission_control_event_log_${field}`,
      help,
      labelNames: ["gateway"],
      registers,
      collect() {
        // Gateways that have gone are not told of for ever.
        this.reset();
        for (const log of sources.hub().logs) this.set({ gateway: log.gateway }, log[field]);
      },
    });
  }
}

function addRunMetrics(sources: MetricSources, registers: Registry[]): void {
  new Gauge({
    name: "mission_control_runs",
    help: "Agent runs of the embedded gateway, by state.",
    labelNames: ["state"],
    registers,
    async collect() {
      const { active, queued } = await sources.runs();
      this.set({ state: "queued" }, queued);
      this.set({ state: "running" }, active.filter(({ state }) => state === "running").length);
    },
  });
  new Gauge({
    name: "mission_control_runs_limit",
    help: "Agent runs that may go on at once.",
    registers,
    async collect() {
      const { limit } = await sources.runs();
      if (limit !== undefined) this.set(limit);
    },
  });
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

import type { HealthResult } from "../protocol/system.ts";
import type { Emit } from "./event-bus.ts";
import type { Clock, RunLogger } from "./runs/contract.ts";

export const TICK_MS = 30_000;
export const HEALTH_MS = 60_000;

/** Says `tick` each 30 s and `health` each 60 s. Returns what ends it. */
export function startTicker(options: {
  emit: Emit;
  clock: Clock;
  health: () => Promise<HealthResult>;
  logger: RunLogger;
}): () => void {
  const { emit, clock, health, logger } = options;
  let stopped = false;
  const say = (result: HealthResult) => {
    if (!stopped) emit("health", result);
  };
  const tick = setInterval(() => emit("tick", { ts: clock() }), TICK_MS).unref();
  const look = setInterval(() => {
    health().then(say, (err) => logger.warn({ err }, "health could not be looked at"));
  }, HEALTH_MS).unref();
  return () => {
    stopped = true;
    clearInterval(tick);
    clearInterval(look);
  };
}

import type { AgentRunner, Clock, ModelsConfig, RunLogger, ToolHost } from "./contract.ts";
import { type RunTimeouts, runTurn } from "./loop.ts";
import { createModelRegistry } from "./models/registry.ts";
import type { Pace } from "./operator/pace.ts";
import { toolCatalog } from "./tools/table.ts";

export interface AgentRunnerOptions {
  models: ModelsConfig;
  /** The gateway's own RPC, as tools call it in runs of a session. The gateway may be built after its runner. */
  host: (sessionKey: string) => ToolHost;
  logger: RunLogger;
  clock?: Clock;
  fetch?: typeof fetch;
  /** Default: five minutes to the first token, two between tokens, one for a tool. */
  timeouts?: Partial<RunTimeouts>;
  /** How the built-in model types. Default: like somebody who is in a hurry. */
  pace?: Pace;
}

const TIMEOUTS: RunTimeouts = { firstChunkMs: 300_000, chunkMs: 120_000, toolMs: 60_000 };

/** Runs agents on the configured models, or on the built-in operator when there are none. */
export function createAgentRunner(options: AgentRunnerOptions): AgentRunner {
  const { host, logger, clock = Date.now, pace } = options;
  const models = createModelRegistry(options.models, { fetch: options.fetch ?? fetch, clock, pace });
  const context = { models, host, logger, clock, timeouts: { ...TIMEOUTS, ...options.timeouts } };
  return {
    run: (request) => runTurn(context, request),
    models: (listing) => models.list(listing),
    defaultModel: models.defaultModel,
    describe: (model) => models.describe(model),
    tools: toolCatalog,
  };
}

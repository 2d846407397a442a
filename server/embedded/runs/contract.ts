import type { Logger } from "pino";
import type { ToolsCatalogResult } from "../../protocol/agents.ts";
import type { Message, StopReason, TokenUsage, UserMessage } from "../../protocol/messages.ts";
import type { ModelsListResult } from "../../protocol/system.ts";
import type { AgentRecord, NewMessage } from "../../store/contract.ts";

/** One turn of an agent. */
export interface RunRequest {
  runId: string;
  sessionKey: string;
  agent: AgentRecord;
  /** `provider/model` */
  model: string;
  /** `off`, `minimal`, `low`, `medium`, `high`, `xhigh`, `max`; anything else leaves it to the provider. */
  thinking?: string;
  /** The transcript, oldest first, the new user message last. */
  history: Message[];
  /** The agent's folder, absolute. */
  workspace: string;
  /** Aborting ends the provider's stream at once. */
  signal: AbortSignal;
  /** Inputs that arrived meanwhile and are to be heard at the next step; each is handed over once. */
  takeSteering(): UserMessage[];
}

/** Why a run failed, as far as a client can act on it. */
export type ErrorKind = "refusal" | "timeout" | "rate_limit" | "context_length" | "unknown";

/** The last event of a run. */
export interface RunEnd {
  type: "end";
  stopReason: StopReason;
  /** Summed over all steps; left out when the provider reported none. */
  usage?: TokenUsage;
  /** For a person: what happened and what to do. Never holds a key. */
  errorMessage?: string;
  errorKind?: ErrorKind;
}

export type RunEvent =
  | { type: "thinking"; delta: string }
  | { type: "text"; delta: string }
  | { type: "tool-start"; toolCallId: string; name: string; args: unknown }
  | { type: "tool-update"; toolCallId: string; name: string; partial: string }
  | {
      type: "tool-result";
      toolCallId: string;
      name: string;
      result: unknown;
      isError: boolean;
      durationMs: number;
    }
  /** A finished assistant or toolResult message, to be stored. */
  | { type: "message"; message: NewMessage }
  | RunEnd;

export interface AgentRunner {
  /**
   * Runs one turn. Never throws: whatever happens, the last event is the one `end`.
   * Leaving the iteration early ends the provider's stream too.
   */
  run(request: RunRequest): AsyncIterable<RunEvent>;
  /** What can be chosen. A provider that does not answer is in `providerOutcomes`, never an error. */
  models(options?: { refresh?: boolean }): Promise<ModelsListResult>;
  /** `provider/model` for agents that name none. */
  readonly defaultModel: string;
  describe(model: string): { provider: string; contextWindow?: number; name: string };
  tools(agentId: string): ToolsCatalogResult;
}

/** The gateway's own RPC, for tools. */
export interface ToolHost {
  call(method: string, params: unknown): Promise<unknown>;
}

/** Which providers there are. With none, `builtin/operator` answers. */
export interface ModelsConfig {
  /** Any OpenAI-compatible address: OpenAI, Ollama, vLLM, llama.cpp … */
  openai?: { baseUrl: string; apiKey?: string };
  anthropic?: { apiKey?: string; baseUrl?: string };
  /** `provider/model` */
  defaultModel?: string;
}

export type RunLogger = Pick<Logger, "debug" | "info" | "warn" | "error">;

/** Milliseconds since 1970. */
export type Clock = () => number;

import type { TokenUsage } from "../../protocol/messages.ts";
import type { AgentRunner, RunEvent, RunRequest } from "../runs/contract.ts";

/** What an agent does in one turn; the scripted runner adds the `end` when the script leaves it out. */
export type Script = (request: RunRequest) => AsyncIterable<RunEvent> | Iterable<RunEvent>;

/** An agent loop that does as it is told, for tests of what stands around it. */
export class ScriptedRunner implements AgentRunner {
  readonly defaultModel = "test/parrot";
  readonly requests: RunRequest[] = [];
  /** Turns that are being played at this moment, and the most there ever were. */
  playing = 0;
  mostPlaying = 0;
  script: Script;

  constructor(script: Script = answerWith("Hello there.")) {
    this.script = script;
  }

  async *run(request: RunRequest): AsyncIterable<RunEvent> {
    this.requests.push(request);
    this.playing += 1;
    this.mostPlaying = Math.max(this.mostPlaying, this.playing);
    try {
      yield* this.script(request);
    } finally {
      this.playing -= 1;
    }
  }

  async models() {
    const model = (id: string) => ({ id, name: id, provider: "test", available: true });
    return {
      models: [model("test/parrot"), model("test/owl")],
      providerOutcomes: [{ provider: "test", status: "ready" as const }],
    };
  }

  describe(model: string) {
    return { provider: model.split("/")[0] ?? "", name: model, contextWindow: model === "test/owl" ? 2_000 : 1_000 };
  }

  tools(agentId: string) {
    return { agentId, profiles: [], groups: [] };
  }
}

/** Says the text in pieces, stores it and ends. */
export function answerWith(text: string, usage?: TokenUsage): Script {
  return function* ({ runId }) {
    for (const delta of text.match(/.{1,4}/gs) ?? []) yield { type: "text", delta };
    yield message(runId, text, usage);
    yield { type: "end", stopReason: "stop", usage };
  };
}

/** A finished assistant message of a run. */
export function message(runId: string, text: string, usage?: TokenUsage): RunEvent {
  return {
    type: "message",
    message: {
      role: "assistant",
      content: [{ type: "text", text }],
      timestamp: Date.now(),
      model: "test/parrot",
      provider: "test",
      stopReason: "stop",
      ...(usage && { usage }),
      __openclaw: { id: `m-${runId}-${text.length}-${Math.random()}`, runId },
    },
  };
}

/** Resolves when the run is stopped. */
export function stopped({ signal }: RunRequest): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

/** Opens from outside: a script waits at it. */
export function gate(): { open: () => void; opened: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { open: resolve, opened: promise };
}

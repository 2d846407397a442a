import type { InFlightRun } from "../protocol/chat.ts";
import type { AgentEvent, ChatEvent, ToolStreamData } from "../protocol/events.ts";
import type { AssistantMessage, Message, TokenUsage } from "../protocol/messages.ts";
import { DELTA_PACE_MS, type Defer, Pace } from "../protocol/pace.ts";
import type { Emit } from "./event-bus.ts";
import type { Clock, ErrorKind } from "./runs/contract.ts";

/** How a run ended, as everybody is told. */
export type RunEnding =
  | { state: "final"; message?: AssistantMessage; usage?: TokenUsage; stopReason?: string }
  | { state: "aborted"; message?: AssistantMessage; stopReason?: string }
  | { state: "error"; errorMessage: string; errorKind?: ErrorKind; message?: AssistantMessage };

/** Most characters of a tool's live output that are kept for a page that is loaded meanwhile: the newest. */
export const TOOL_OUTPUT_LIMIT = 64_000;

/**
 * A run as it is seen from outside: what it has said since its last stored message, and its events, numbered without
 * a gap. It ends once; afterwards nothing of it is heard.
 */
export class LiveRun {
  readonly runId: string;
  readonly sessionKey: string;
  readonly agentId: string;
  readonly #emit: Emit;
  readonly #clock: Clock;
  readonly #tools = new Map<string, InFlightRun["tools"][number]>();
  #seq = 0;
  readonly #startedAt: number;
  #text = "";
  #thinking = "";
  /** Words that wait for the pace to allow them. */
  #untold: { kind: "text" | "thinking"; delta: string } | undefined;
  readonly #pace: Pace;
  #state: "preparing" | "started" | "over" = "preparing";

  constructor(
    run: { runId: string; sessionKey: string; agentId: string },
    { emit, clock, later }: { emit: Emit; clock: Clock; later?: Defer },
  ) {
    this.runId = run.runId;
    this.sessionKey = run.sessionKey;
    this.agentId = run.agentId;
    this.#emit = emit;
    this.#clock = clock;
    this.#pace = new Pace(() => this.#tellWords(), DELTA_PACE_MS, later);
    this.#startedAt = clock();
  }

  get over(): boolean {
    return this.#state === "over";
  }

  /** What was said since the last stored message. */
  get partial(): { text: string; thinking: string } {
    return { text: this.#text, thinking: this.#thinking };
  }

  preparing(): void {
    if (!this.over) this.#chat({ state: "status", phase: "preparing_context" });
  }

  /** The model is being called. */
  started(model: string): void {
    if (this.over) return;
    this.#state = "started";
    this.#agent({ stream: "lifecycle", data: { phase: "start", startedAt: this.#startedAt, model } });
    this.#chat({ state: "status", phase: "starting_model" });
  }

  text(delta: string): void {
    if (this.over || delta === "") return;
    this.#text += delta;
    this.#say("text", delta);
  }

  thinking(delta: string): void {
    if (this.over || delta === "") return;
    this.#thinking += delta;
    this.#say("thinking", delta);
  }

  tool(data: ToolStreamData): void {
    if (this.over) return;
    this.flush();
    this.#keepTool(data);
    this.#agent({ stream: "tool", data });
  }

  /** Tells what waits. To be called before anything is told that came after it. */
  flush(): void {
    this.#pace.flush();
  }

  /** A message of this run stands in the transcript: what it holds is in flight no longer. */
  stored(message: Message): void {
    if (message.role === "toolResult") this.#tools.delete(message.toolCallId);
    if (message.role !== "assistant") return;
    this.#text = "";
    this.#thinking = "";
  }

  /** Only the first call counts. */
  end(ending: RunEnding): void {
    if (this.over) return;
    this.flush();
    if (this.#state === "started") this.#agent({ stream: "lifecycle", data: lifecycleEnd(ending, this.#clock()) });
    this.#chat(ending);
    this.#state = "over";
  }

  snapshot(): InFlightRun {
    this.flush();
    return {
      runId: this.runId,
      startedAt: this.#startedAt,
      text: this.#text,
      thinking: this.#thinking,
      tools: [...this.#tools.values()].map((tool) => ({ ...tool })),
      seq: this.#seq,
    };
  }

  #keepTool(data: ToolStreamData): void {
    const { toolCallId, name } = data;
    if (data.phase === "start") {
      this.#tools.set(toolCallId, { toolCallId, name, args: data.args, startedAt: this.#clock() });
      return;
    }
    const tool = this.#tools.get(toolCallId);
    if (tool && data.phase === "update") tool.output = data.partialResult.slice(-TOOL_OUTPUT_LIMIT);
  }

  #say(kind: "text" | "thinking", delta: string): void {
    if (this.#untold && this.#untold.kind !== kind) this.flush();
    this.#untold = { kind, delta: (this.#untold?.delta ?? "") + delta };
    this.#pace.ask();
  }

  #tellWords(): void {
    const untold = this.#untold;
    this.#untold = undefined;
    if (!untold) return;
    if (untold.kind === "text") this.#chat({ state: "delta", deltaText: untold.delta });
    else this.#agent({ stream: "thinking", data: { delta: untold.delta } });
  }

  #chat(event: DistributiveOmit<ChatEvent, keyof RunRef>): void {
    this.#emit("chat", { ...this.#ref(), ...event });
  }

  #agent(event: DistributiveOmit<AgentEvent, keyof RunRef | "ts">): void {
    this.#emit("agent", { ...this.#ref(), ts: this.#clock(), ...event });
  }

  #ref(): RunRef {
    this.#seq += 1;
    return { runId: this.runId, sessionKey: this.sessionKey, agentId: this.agentId, seq: this.#seq };
  }
}

type RunRef = Pick<ChatEvent, "runId" | "sessionKey" | "agentId" | "seq">;

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

function lifecycleEnd(ending: RunEnding, endedAt: number) {
  switch (ending.state) {
    case "final":
      return { phase: "end" as const, endedAt };
    case "aborted":
      return { phase: "end" as const, endedAt, aborted: true };
    case "error":
      return { phase: "error" as const, endedAt, error: ending.errorMessage };
  }
}

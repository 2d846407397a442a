import type { InFlightRun } from "../../protocol/chat.ts";
import type { AgentEvent, ChatEvent, GatewayEvent } from "../../protocol/events.ts";
import type { JsonObject } from "../../protocol/frames.ts";
import type { Message } from "../../protocol/messages.ts";
import { DELTA_PACE_MS, type Defer, Pace } from "../../protocol/pace.ts";
import { type Change, LiveText } from "./live-text.ts";
import { isObject, liveTextOf } from "./rows.ts";

type ToolState = { name: string; args: unknown; startedAt: number; output?: string; ended: boolean };

/**
 * One run of a real gateway as we tell it: true deltas, each tool step once, one end, and a `seq` of our own without
 * gaps, since the gateway's jumps where it joins deltas.
 */
export class LiveRun {
  readonly runId: string;
  readonly #sessionKey: string;
  readonly #agentId: string | undefined;
  readonly #startedAt: number;
  #text = new LiveText();
  readonly #tools = new Map<string, ToolState>();
  readonly #emit: (event: GatewayEvent) => void;
  readonly #pace: Pace;
  /** Which words wait for the pace to allow them. */
  #untold: "text" | "thinking" = "text";
  #thinking = "";
  #untoldThinking = "";
  #seq = 0;
  #ended = false;

  constructor(
    run: { runId: string; sessionKey: string; agentId?: string; startedAt: number },
    { emit, later }: { emit: (event: GatewayEvent) => void; later?: Defer },
  ) {
    this.runId = run.runId;
    this.#sessionKey = run.sessionKey;
    this.#agentId = run.agentId;
    this.#startedAt = run.startedAt;
    this.#emit = emit;
    this.#pace = new Pace(() => this.#tellWords(), DELTA_PACE_MS, later);
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** What a page needs to go on streaming where it stands. */
  inFlight(): InFlightRun | undefined {
    if (this.#ended) return undefined;
    const open = [...this.#tools].filter(([, tool]) => !tool.ended);
    return {
      runId: this.runId,
      startedAt: this.#startedAt,
      text: this.#text.current,
      thinking: this.#thinking,
      tools: open.map(([toolCallId, { ended: _ended, ...tool }]) => ({ toolCallId, ...tool })),
      seq: this.#seq,
    };
  }

  /** A `chat` event that is no end. */
  chat(payload: JsonObject): void {
    if (this.#ended) return;
    if (payload.state === "status" && typeof payload.phase === "string") {
      this.#tellChat({ state: "status", phase: payload.phase });
    }
    if (payload.state !== "delta") return;
    this.#expect("text");
    this.#text.hear({
      whole: wholeText(payload.message),
      append: typeof payload.deltaText === "string" ? payload.deltaText : "",
      replace: payload.replace === true,
    });
    this.#pace.ask();
  }

  /** The end of the run, told once. */
  end(payload: JsonObject): void {
    if (this.#ended) return;
    this.#tellChat(endOf(payload));
    this.#ended = true;
    // It is remembered for its end alone: what it said stands in the transcript.
    this.#text = new LiveText();
    this.#thinking = "";
    this.#tools.clear();
  }

  /** An `agent` or `session.tool` event; what repeats the visible text or other events is dropped. */
  agent(payload: JsonObject): void {
    const data = isObject(payload.data) ? payload.data : {};
    if (this.#ended) return;
    switch (payload.stream) {
      case "thinking":
        if (typeof data.delta === "string") this.#think(data.delta);
        return;
      case "tool":
        return this.#tool(data);
      case "lifecycle": {
        if (data.phase !== "start") return;
        const startedAt = Number(data.startedAt) || this.#startedAt;
        return this.#tellAgent({ stream: "lifecycle", data: { phase: "start", startedAt } });
      }
    }
  }

  /** A message of this run was stored: what it says is no longer live. */
  stored(message: Message): void {
    if (this.#ended || message.role !== "assistant") return;
    this.#thinking = "";
    this.#untoldThinking = "";
    this.#say(this.#text.store(liveTextOf(message)));
  }

  #think(delta: string): void {
    this.#expect("thinking");
    this.#untoldThinking += delta;
    this.#pace.ask();
  }

  #tool(data: JsonObject): void {
    const toolCallId = String(data.toolCallId ?? "");
    const name = String(data.name ?? "tool");
    const known = this.#tools.get(toolCallId);
    if (data.phase === "start") {
      if (known) return;
      this.#tools.set(toolCallId, { name, args: data.args, startedAt: Date.now(), ended: false });
      return this.#tellAgent({ stream: "tool", data: { phase: "start", toolCallId, name, args: data.args } });
    }
    if (!known || known.ended) return;
    if (data.phase === "update") {
      const partialResult = outputText(data.partialResult);
      if (partialResult === known.output) return;
      known.output = partialResult;
      return this.#tellAgent({ stream: "tool", data: { phase: "update", toolCallId, name, partialResult } });
    }
    known.ended = true;
    const durationMs = Date.now() - known.startedAt;
    const result = outputText(data.result);
    const isError = data.isError === true;
    this.#tellAgent({ stream: "tool", data: { phase: "result", toolCallId, name, result, isError, durationMs } });
  }

  /** Words of the other kind that wait were said before these. */
  #expect(kind: "text" | "thinking"): void {
    if (this.#untold !== kind) this.#pace.flush();
    this.#untold = kind;
  }

  #tellWords(): void {
    if (this.#untold === "text") return this.#say(this.#text.say());
    const delta = this.#untoldThinking;
    if (!delta) return;
    this.#untoldThinking = "";
    this.#thinking += delta;
    this.#emitAgent({ stream: "thinking", data: { delta } });
  }

  #say(change: Change | undefined): void {
    if (change) this.#emitChat({ state: "delta", ...change });
  }

  #tellChat(body: Distribute<ChatEvent>): void {
    this.#pace.flush();
    this.#emitChat(body);
  }

  #tellAgent(body: Distribute<Omit<AgentEvent, "ts">>): void {
    this.#pace.flush();
    this.#emitAgent(body);
  }

  #emitChat(body: Distribute<ChatEvent>): void {
    this.#emit({ event: "chat", payload: { ...this.#ref(), ...body } });
  }

  #emitAgent(body: Distribute<Omit<AgentEvent, "ts">>): void {
    this.#emit({ event: "agent", payload: { ...this.#ref(), ts: Date.now(), ...body } as AgentEvent });
  }

  #ref() {
    this.#seq += 1;
    return {
      runId: this.runId,
      sessionKey: this.#sessionKey,
      ...(this.#agentId && { agentId: this.#agentId }),
      seq: this.#seq,
    };
  }
}

type RunRefFields = "runId" | "sessionKey" | "agentId" | "seq" | "ts";
type Distribute<Event> = Event extends unknown ? Omit<Event, RunRefFields> : never;

function endOf(payload: JsonObject): Distribute<ChatEvent> {
  const stopReason = typeof payload.stopReason === "string" ? { stopReason: payload.stopReason } : {};
  if (payload.state === "aborted") return { state: "aborted", ...stopReason };
  if (payload.state !== "error") return { state: "final", ...stopReason };
  return {
    state: "error",
    errorMessage: String(payload.errorMessage ?? "The run failed; the gateway's log says why."),
  };
}

function wholeText(message: unknown): string | undefined {
  if (!isObject(message)) return undefined;
  if (typeof message.content === "string") return message.content;
  return Array.isArray(message.content) ? textParts(message.content) : undefined;
}

function outputText(result: unknown): string {
  if (typeof result === "string") return result;
  if (isObject(result) && Array.isArray(result.content)) return textParts(result.content);
  return result === undefined ? "" : JSON.stringify(result);
}

function textParts(content: readonly unknown[]): string {
  return content.map((part) => (isObject(part) && typeof part.text === "string" ? part.text : "")).join("");
}

import type { AgentEvent, ChatEvent, GatewayEvent } from "../../protocol/events.ts";
import type { JsonObject } from "../../protocol/frames.ts";
import type { Message } from "../../protocol/messages.ts";
import type { InFlightRun } from "../../protocol/methods.ts";
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
  readonly #text = new LiveText();
  readonly #tools = new Map<string, ToolState>();
  #thinking = "";
  #seq = 0;
  #ended = false;

  constructor(run: { runId: string; sessionKey: string; agentId?: string; startedAt: number }) {
    this.runId = run.runId;
    this.#sessionKey = run.sessionKey;
    this.#agentId = run.agentId;
    this.#startedAt = run.startedAt;
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
  chat(payload: JsonObject): GatewayEvent[] {
    if (this.#ended) return [];
    if (payload.state === "status" && typeof payload.phase === "string") {
      return [this.#chatEvent({ state: "status", phase: payload.phase })];
    }
    if (payload.state !== "delta") return [];
    return this.#said(
      this.#text.take({
        whole: wholeText(payload.message),
        append: typeof payload.deltaText === "string" ? payload.deltaText : "",
        replace: payload.replace === true,
      }),
    );
  }

  /** The end of the run, told once. */
  end(payload: JsonObject): GatewayEvent[] {
    if (this.#ended) return [];
    const event = this.#chatEvent(endOf(payload));
    this.#ended = true;
    return [event];
  }

  /** An `agent` or `session.tool` event; what repeats the visible text or other events is dropped. */
  agent(payload: JsonObject): GatewayEvent[] {
    const data = isObject(payload.data) ? payload.data : {};
    if (this.#ended) return [];
    switch (payload.stream) {
      case "thinking":
        return typeof data.delta === "string" ? this.#thought(data.delta) : [];
      case "tool":
        return this.#tool(data);
      case "lifecycle":
        return data.phase === "start"
          ? [
              this.#agentEvent({
                stream: "lifecycle",
                data: { phase: "start", startedAt: Number(data.startedAt) || this.#startedAt },
              }),
            ]
          : [];
      default:
        return [];
    }
  }

  /** A message of this run was stored: what it says is no longer live. */
  stored(message: Message): GatewayEvent[] {
    if (message.role !== "assistant") return [];
    this.#thinking = "";
    return this.#said(this.#text.store(liveTextOf(message)));
  }

  #thought(delta: string): GatewayEvent[] {
    this.#thinking += delta;
    return [this.#agentEvent({ stream: "thinking", data: { delta } })];
  }

  #tool(data: JsonObject): GatewayEvent[] {
    const toolCallId = String(data.toolCallId ?? "");
    const name = String(data.name ?? "tool");
    const known = this.#tools.get(toolCallId);
    if (data.phase === "start") {
      if (known) return [];
      this.#tools.set(toolCallId, { name, args: data.args, startedAt: Date.now(), ended: false });
      return [this.#agentEvent({ stream: "tool", data: { phase: "start", toolCallId, name, args: data.args } })];
    }
    if (!known || known.ended) return [];
    if (data.phase === "update") {
      const partialResult = outputText(data.partialResult);
      if (partialResult === known.output) return [];
      known.output = partialResult;
      return [this.#agentEvent({ stream: "tool", data: { phase: "update", toolCallId, name, partialResult } })];
    }
    known.ended = true;
    const durationMs = Date.now() - known.startedAt;
    const result = outputText(data.result);
    return [
      this.#agentEvent({
        stream: "tool",
        data: { phase: "result", toolCallId, name, result, isError: data.isError === true, durationMs },
      }),
    ];
  }

  #said(change: Change | undefined): GatewayEvent[] {
    return change ? [this.#chatEvent({ state: "delta", ...change })] : [];
  }

  #chatEvent(body: Distribute<ChatEvent>): GatewayEvent<"chat"> {
    return { event: "chat", payload: { ...this.#ref(), ...body } };
  }

  #agentEvent(body: Distribute<Omit<AgentEvent, "ts">>): GatewayEvent<"agent"> {
    return { event: "agent", payload: { ...this.#ref(), ts: Date.now(), ...body } as AgentEvent };
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

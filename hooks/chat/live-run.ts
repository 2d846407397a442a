import type { InFlightRun } from "@/server/protocol/chat.ts";
import type { AgentEvent, ChatEvent, ToolStreamData } from "@/server/protocol/events.ts";
import { type AssistantMessage, type MessagePart, textOf } from "@/server/protocol/messages.ts";
import type { RunState } from "./items.ts";

/** What a run said and did since its last stored message, in order. */
export type LivePart = LiveText | LiveTool;

export interface LiveText {
  type: "thinking" | "text";
  /** Unique within the run. */
  id: string;
  text: string;
}

export interface LiveTool {
  type: "tool";
  /** The tool call's id, which a later call of the run may bear again. */
  callId: string;
  name: string;
  args: unknown;
  state: "running" | "done" | "error";
  output: string;
  /** Milliseconds since 1970. */
  startedAt: number | undefined;
  durationMs: number | undefined;
}

/** A run that goes on, or has ended and left something that is not stored. */
export interface LiveRun {
  runId: string;
  startedAt: number | undefined;
  model: string | undefined;
  phase: string | undefined;
  /** The last of its events that is in here; older ones are dropped. */
  seq: number;
  parts: readonly LivePart[];
}

/** How a run ended, as its events told it. */
export interface RunEnd {
  state: Exclude<RunState, "queued" | "running">;
  durationMs: number | undefined;
  usage: AssistantMessage["usage"];
  model: string | undefined;
  error: { message: string; kind: string | undefined } | undefined;
}

export function newRun(runId: string): LiveRun {
  return { runId, startedAt: undefined, model: undefined, phase: undefined, seq: 0, parts: [] };
}

/** A run as a page that was loaded in the middle of it is told. */
export function runInFlight({ runId, startedAt, text, thinking, tools, seq }: InFlightRun): LiveRun {
  const said: LivePart[] = [];
  if (thinking) said.push({ type: "thinking", id: `thinking:${seq}`, text: thinking });
  if (text) said.push({ type: "text", id: `text:${seq}`, text });
  const calls = tools.map((tool): LivePart => {
    const { toolCallId, name, args, startedAt, output = "" } = tool;
    return { type: "tool", callId: toolCallId, name, args, state: "running", output, startedAt, durationMs: undefined };
  });
  return { ...newRun(runId), startedAt, seq, parts: [...said, ...calls] };
}

/** The run after one of its own events; the same object for an event that it has heard. */
export function hearEvent(run: LiveRun, event: ChatEvent | AgentEvent): LiveRun {
  if (event.seq <= run.seq) return run;
  const heard: LiveRun = { ...run, seq: event.seq };
  if ("state" in event) {
    if (event.state === "status") return { ...heard, phase: event.phase };
    if (event.state !== "delta") return heard;
    const kept = event.replace ? withoutLastText(run.parts) : run.parts;
    return { ...heard, phase: undefined, parts: append(kept, "text", event.deltaText, event.seq) };
  }
  switch (event.stream) {
    case "lifecycle": {
      if (event.data.phase !== "start") return heard;
      return { ...heard, startedAt: event.data.startedAt, model: event.data.model ?? run.model };
    }
    case "thinking":
      return { ...heard, phase: undefined, parts: append(run.parts, "thinking", event.data.delta, event.seq) };
    case "tool":
      return { ...heard, phase: undefined, parts: withTool(run.parts, event.data, event.ts) };
    default:
      return heard;
  }
}

/**
 * The run after one of its answers was stored: what that answer holds is told by it from now on. An answer that called
 * tools holds what came up to its last call; what was said after that is of the next one.
 */
export function hearStored(run: LiveRun, message: AssistantMessage): LiveRun {
  const calls = new Set(partsOf(message).map((part) => (part.type === "toolCall" ? part.id : "")));
  const lastCall = run.parts.findLastIndex((part) => part.type === "tool" && calls.has(part.callId));
  const end = lastCall < 0 ? run.parts.length : lastCall;
  const parts = run.parts.filter((part, at) => part.type === "tool" || at > end);
  return parts.length === run.parts.length ? run : { ...run, parts };
}

export function partsOf({ content }: Pick<AssistantMessage, "content">): readonly MessagePart[] {
  return typeof content === "string" ? [{ type: "text", text: content }] : content;
}

/** A tool's result as it can be read. */
export function readableResult(result: unknown): string {
  if (typeof result === "string") return result;
  if (result === undefined || result === null) return "";
  if (isContent(result)) return textOf(result);
  return JSON.stringify(result, undefined, 2);
}

/** A long text is kept by the engine as a chain of its pieces: adding one costs the same however long it is. */
function append(parts: readonly LivePart[], type: LiveText["type"], delta: string, seq: number): readonly LivePart[] {
  const last = parts.at(-1);
  if (last?.type !== type) return [...parts, { type, id: `${type}:${seq}`, text: delta }];
  return parts.with(-1, { ...last, text: last.text + delta });
}

/** A replacing delta holds all that is said since the last tool. */
function withoutLastText(parts: readonly LivePart[]): readonly LivePart[] {
  const lastTool = parts.findLastIndex(({ type }) => type === "tool");
  return parts.filter((part, at) => part.type !== "text" || at < lastTool);
}

function withTool(parts: readonly LivePart[], data: ToolStreamData, ts: number): readonly LivePart[] {
  const at = parts.findLastIndex((part) => part.type === "tool" && part.callId === data.toolCallId);
  const before = parts[at];
  // What starts after it has ended is another call of the same id.
  const isOther = data.phase === "start" && before?.type === "tool" && before.state !== "running";
  if (at < 0 || isOther) return [...parts, toolAfter(undefined, data, ts)];
  return parts.with(at, toolAfter(before, data, ts));
}

function toolAfter(part: LivePart | undefined, data: ToolStreamData, ts: number): LiveTool {
  const before: LiveTool =
    part?.type === "tool"
      ? part
      : {
          type: "tool",
          callId: data.toolCallId,
          name: data.name,
          args: undefined,
          state: "running",
          output: "",
          startedAt: ts,
          durationMs: undefined,
        };
  switch (data.phase) {
    case "start":
      return { ...before, args: data.args };
    case "update":
      return before.state === "running" ? { ...before, output: data.partialResult } : before;
    case "result": {
      const state = data.isError ? "error" : "done";
      return { ...before, state, output: readableResult(data.result), durationMs: data.durationMs };
    }
  }
}

function isContent(value: unknown): value is { content: MessagePart[] } {
  return typeof value === "object" && value !== null && "content" in value && Array.isArray(value.content);
}

import {
  type AssistantMessage,
  type ImagePart,
  type Message,
  type TokenUsage,
  type ToolCallPart,
  type ToolResultMessage,
  textOf,
} from "@/server/protocol/messages.ts";
import type { AssistantItem, AssistantPart, RunState, ToolView } from "./items.ts";
import { type LivePart, type LiveRun, type LiveTool, partsOf, type RunEnd } from "./live-run.ts";

/** Everything that one answer is made of. */
export interface AnswerSource {
  id: string;
  runId: string | undefined;
  /** Stored ones, in order. */
  messages: readonly Message[];
  run: LiveRun | undefined;
  end: RunEnd | undefined;
  /** Its run goes on. */
  isLive: boolean;
  /** No later answer belongs to the same run. */
  isLast: boolean;
}

/** The answer as a row. What is as it was in `before` stays the same object, so that its parts can be memoised. */
export function assistantItem(source: AnswerSource, before: AssistantItem | undefined): AssistantItem {
  const { id, runId, messages, run, end, isLive } = source;
  const answers = messages.filter((message) => message.role === "assistant");
  const last = answers.at(-1);
  const state = stateOf(source, last);
  const failed =
    answers.findLast(({ errorMessage }) => errorMessage !== undefined)?.errorMessage ?? end?.error?.message;
  const startedAt = run?.startedAt ?? messages[0]?.timestamp;
  return {
    type: "assistant",
    id,
    runId,
    messageId: last?.__openclaw.id,
    messageIds: messages.map(({ __openclaw }) => __openclaw.id),
    parts: kept(numbered(partsOfAnswer(source)), before?.parts),
    state,
    phase: isLive ? run?.phase : undefined,
    // As it is stored, so that a reload says the same.
    error: failed === undefined ? undefined : { message: failed, kind: end?.error?.kind },
    model: (last && nameOf(last)) ?? run?.model ?? end?.model,
    usage: sumOf(answers.flatMap(({ usage }) => usage ?? [])) ?? end?.usage,
    startedAt,
    durationMs: isLive ? undefined : (end?.durationMs ?? span(messages)),
    timestamp: messages[0]?.timestamp ?? run?.startedAt ?? 0,
    truncated: messages.some(({ __openclaw }) => __openclaw.truncated === true),
  };
}

/** Models are named `provider/model` wherever one is chosen. */
function nameOf({ model, provider }: AssistantMessage): string | undefined {
  return model && provider && !model.startsWith(`${provider}/`) ? `${provider}/${model}` : model;
}

function stateOf({ isLive, isLast, end }: AnswerSource, last: AssistantMessage | undefined): RunState {
  if (isLive) return "running";
  if (!isLast) return "done";
  switch (last?.stopReason) {
    case "aborted":
    case "error":
    case "interrupted":
      return last.stopReason;
    case "toolUse":
      // Its tool was asked and nothing followed: the run came to no end of its own.
      return end?.state ?? "interrupted";
    default:
      return end?.state ?? "done";
  }
}

function partsOfAnswer({ messages, run, isLive }: AnswerSource): AssistantPart[] {
  const answers = messages.filter((message) => message.role === "assistant");
  const results = answered(messages);
  const stored = answers.flatMap((message) => answerParts(message, results, run, isLive));
  return run ? [...stored, ...liveParts(answers.flatMap(callsOf), run, isLive)] : stored;
}

/** The result of each call that has one: a result belongs to the last call of its id before it. */
function answered(messages: readonly Message[]): ReadonlyMap<ToolCallPart, ToolResultMessage> {
  const asked = new Map<string, ToolCallPart>();
  const results = new Map<ToolCallPart, ToolResultMessage>();
  for (const message of messages) {
    if (message.role === "assistant") for (const call of callsOf(message)) asked.set(call.id, call);
    else if (message.role === "toolResult") {
      const call = asked.get(message.toolCallId);
      if (call) results.set(call, message);
    }
  }
  return results;
}

/** Texts are known by their place, calls by their id and how many bore it before: streaming or stored they are the same. */
function numbered(parts: AssistantPart[]): AssistantPart[] {
  const times = new Map<string, number>();
  return parts.map((part, at) => {
    if (part.type !== "tool") return { ...part, id: `${part.type}:${at}` };
    const time = (times.get(part.callId) ?? 0) + 1;
    times.set(part.callId, time);
    return time === 1 ? part : { ...part, id: `${part.callId}#${time}` };
  });
}

function kept(parts: AssistantPart[], before: readonly AssistantPart[] = []): readonly AssistantPart[] {
  return parts.map((part, at) => {
    const known = before[at];
    return known && isSame(part, known) ? known : part;
  });
}

function isSame(a: object, b: object): boolean {
  const entries = Object.entries(a);
  const others: { [field: string]: unknown } = { ...b };
  return entries.length === Object.keys(others).length && entries.every(([field, value]) => others[field] === value);
}

function answerParts(
  message: AssistantMessage,
  results: ReadonlyMap<ToolCallPart, ToolResultMessage>,
  run: LiveRun | undefined,
  isLive: boolean,
): AssistantPart[] {
  const id = "";
  return partsOf(message).flatMap((part): AssistantPart[] => {
    switch (part.type) {
      case "text":
        return part.text ? [{ type: "text", id, text: part.text, isStreaming: false }] : [];
      case "thinking":
        return part.thinking ? [{ type: "thinking", id, text: part.thinking, isStreaming: false }] : [];
      case "image":
        return [{ type: "image", id, image: part }];
      case "toolCall": {
        const result = results.get(part);
        const live = run?.parts.findLast((each) => each.type === "tool" && each.callId === part.id);
        if (result) return [finishedTool(message, part, result)];
        if (live?.type === "tool") return [liveTool(live, isLive)];
        const state = isLive ? "running" : "interrupted";
        return [{ ...bareTool(part), state, startedAt: message.timestamp }];
      }
      default:
        return [];
    }
  });
}

/** What was told and is in no stored answer yet: of the calls of one id, the first ones are those that are stored. */
function liveParts(calls: readonly ToolCallPart[], run: LiveRun, isLive: boolean): AssistantPart[] {
  const stored = new Map<string, number>();
  for (const { id } of calls) stored.set(id, (stored.get(id) ?? 0) + 1);
  return run.parts.flatMap((part: LivePart, at): AssistantPart[] => {
    if (part.type !== "tool") return [{ ...part, isStreaming: isLive && at === run.parts.length - 1 }];
    const left = stored.get(part.callId) ?? 0;
    if (left === 0) return [liveTool(part, isLive)];
    stored.set(part.callId, left - 1);
    return [];
  });
}

function callsOf(message: AssistantMessage): ToolCallPart[] {
  return partsOf(message).filter((part) => part.type === "toolCall");
}

function liveTool({ state, ...tool }: LiveTool, isLive: boolean): ToolView {
  const now = state === "running" && !isLive ? "interrupted" : state;
  return { ...tool, id: tool.callId, state: now, images: NO_IMAGES };
}

const NO_IMAGES: readonly ImagePart[] = [];

function finishedTool(
  message: AssistantMessage,
  call: { id: string; name: string; arguments: unknown },
  result: ToolResultMessage,
): ToolView {
  const { content, isError, timestamp } = result;
  return {
    ...bareTool(call),
    state: isError ? "error" : "done",
    output: textOf(result),
    images: imagesOf(content),
    startedAt: message.timestamp,
    durationMs: Math.max(0, timestamp - message.timestamp),
  };
}

function bareTool({ id, name, arguments: args }: { id: string; name: string; arguments: unknown }) {
  return {
    type: "tool" as const,
    id,
    callId: id,
    name,
    args,
    output: "",
    images: NO_IMAGES,
    startedAt: undefined,
    durationMs: undefined,
  };
}

function imagesOf(content: ToolResultMessage["content"]): readonly ImagePart[] {
  const images = typeof content === "string" ? NO_IMAGES : content.filter((part) => part.type === "image");
  return images.length === 0 ? NO_IMAGES : images;
}

function span(messages: readonly Message[]): number | undefined {
  const [first] = messages;
  const last = messages.at(-1);
  return first && last && last !== first ? Math.max(0, last.timestamp - first.timestamp) : undefined;
}

function sumOf(usages: readonly TokenUsage[]): TokenUsage | undefined {
  if (usages.length === 0) return undefined;
  const costs = usages.flatMap(({ cost }) => cost?.total ?? []);
  const add = (pick: (usage: TokenUsage) => number | undefined) =>
    usages.reduce((sum, each) => sum + (pick(each) ?? 0), 0);
  return {
    input: add(({ input }) => input),
    output: add(({ output }) => output),
    cacheRead: add(({ cacheRead }) => cacheRead),
    cacheWrite: add(({ cacheWrite }) => cacheWrite),
    totalTokens: add(({ totalTokens }) => totalTokens),
    ...(costs.length > 0 && { cost: { total: costs.reduce((sum, each) => sum + each, 0) } }),
  };
}

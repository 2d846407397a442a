import type { ChatHistoryResult, ChatSendResult, PendingInput } from "@/server/protocol/chat.ts";
import type { AgentEvent, ChatEvent, SessionsChangedEvent } from "@/server/protocol/events.ts";
import { type AssistantMessage, type Message, type StopReason, textOf } from "@/server/protocol/messages.ts";
import { contentWith } from "@/server/protocol/sent-files.ts";
import type { SessionRow } from "@/server/protocol/sessions.ts";
import { hearEvent, hearStored, type LiveRun, newRun, type RunEnd, runInFlight } from "./live-run.ts";
import { keyOf, keysOf } from "./message-keys.ts";
import type { OutboxEntry } from "./outbox-entry.ts";

/** All that is known of one conversation. */
export interface Transcript {
  /** As the server writes it, which may be longer than what was asked for. */
  sessionKey: string | undefined;
  sessionId: string | null;
  /** Stored ones, oldest first, each id once. */
  messages: readonly Message[];
  /** Runs with something that is not stored yet. */
  live: readonly LiveRun[];
  /** How runs ended, by runId; the newest 500. */
  ends: ReadonlyMap<string, RunEnd>;
  /** Messages that the server took and that are not stored yet, in the order of taking. */
  accepted: readonly Accepted[];
  /** What waits on the server, as it last said. */
  pending: readonly PendingInput[];
  notices: readonly Notice[];
  session: SessionRow | undefined;
  thinkingLevel: string | undefined;
  totalMessages: number;
  hasMore: boolean;
  loaded: boolean;
}

export interface Accepted {
  entry: OutboxEntry;
  status: ChatSendResult["status"];
}

export interface Notice {
  id: string;
  kind: "compacted" | "reset";
  timestamp: number;
}

/** What can happen to a conversation. */
export type TranscriptEvent =
  /** The newest page; `replace` when what was loaded before it may be gone. */
  | { type: "newest"; page: ChatHistoryResult; replace: boolean }
  | { type: "older"; page: ChatHistoryResult }
  | { type: "message"; message: Message }
  | { type: "chat"; event: ChatEvent }
  | { type: "agent"; event: AgentEvent }
  | { type: "accepted"; entry: OutboxEntry; result: ChatSendResult }
  /** A message that was taken is told of elsewhere, or was given up. */
  | { type: "forgotten"; key: string }
  | { type: "session"; change: SessionsChangedEvent };

const MAX_ENDS = 500;
const MAX_LIVE = 20;
const MAX_NOTICES = 20;

export const emptyTranscript: Transcript = {
  sessionKey: undefined,
  sessionId: null,
  messages: [],
  live: [],
  ends: new Map(),
  accepted: [],
  pending: [],
  notices: [],
  session: undefined,
  thinkingLevel: undefined,
  totalMessages: 0,
  hasMore: false,
  loaded: false,
};

/**
 * The conversation after something happened. Whatever arrives twice, late or in another order leads to the same end:
 * a stored message is known by its id and place, a run's event by its number, an answer that is being told by its run,
 * and a person's message by its key.
 */
export function reduceTranscript(state: Transcript, happened: TranscriptEvent): Transcript {
  switch (happened.type) {
    case "newest":
      return withNewest(state, happened.page, happened.replace);
    case "older":
      return withOlder(state, happened.page);
    case "message":
      return withMessage(state, happened.message);
    case "chat":
      return withChat(state, happened.event);
    case "agent":
      return withAgent(state, happened.event);
    case "accepted":
      return withAccepted(state, happened.entry, happened.result);
    case "forgotten":
      return { ...state, accepted: state.accepted.filter(({ entry }) => entry.key !== happened.key) };
    case "session":
      return withSession(state, happened.change);
  }
}

/** Whether a change of the session says that messages were taken out: only reading it again tells which. */
export function mustReload(state: Transcript, { reason, session }: SessionsChangedEvent): boolean {
  if (!state.loaded) return false;
  if (reason === "reset" || reason === "compact" || reason === "delete") return true;
  return (session?.messageCount ?? 0) < (session && state.session?.messageCount ? state.session.messageCount : 0);
}

/** What waits for a run to end: as the server said, and what it took since then. */
export function pendingInputs({ pending, accepted }: Transcript): readonly PendingInput[] {
  const told = new Set(pending.map(({ runId }) => runId));
  const since = accepted.filter(({ entry, status }) => status === "queued" && !told.has(entry.key));
  // The same array as long as nothing was taken: whoever draws it need not draw it anew.
  if (since.length === 0) return pending;
  return [...pending, ...since.map(({ entry }) => inputOf(entry))];
}

function withNewest(state: Transcript, page: ChatHistoryResult, replace: boolean): Transcript {
  const { messages, inFlightRun, pendingInputs, sessionInfo, sessionId, sessionKey, thinkingLevel, totalMessages } =
    page;
  const older = replace || sessionId !== state.sessionId ? [] : olderThan(state.messages, messages);
  const all = [...older, ...messages];
  const isOther = state.sessionId !== null && sessionId !== state.sessionId;
  return {
    ...state,
    sessionKey,
    sessionId,
    messages: all,
    live: inFlightRun ? [runInFlight(inFlightRun)] : [],
    ends: withStoredEnds(state.ends, messages, inFlightRun?.runId),
    accepted: stillUnstored(state.accepted, page, { stored: keysOf(all), isGone: replace || isOther }),
    pending: pendingInputs.items,
    session: sessionInfo,
    thinkingLevel,
    totalMessages,
    hasMore: page.hasMore && all.length < totalMessages,
    loaded: true,
  };
}

/**
 * Of what was taken, all that a page does not show: it may be older than the gateway's storing. Of a conversation that
 * was cut or begun anew only what it still speaks of.
 */
function stillUnstored(
  accepted: readonly Accepted[],
  { pendingInputs, inFlightRun }: ChatHistoryResult,
  { stored, isGone }: { stored: ReadonlySet<string>; isGone: boolean },
): readonly Accepted[] {
  return accepted.flatMap((each): Accepted[] => {
    const { key } = each.entry;
    if (stored.has(key)) return [];
    const input = pendingInputs.items.find(({ runId }) => runId === key);
    if (input) return input.state === "queued" ? [each] : [];
    if (key === inFlightRun?.runId) return [each];
    // What waits no longer has joined a run; its message is stored in a moment.
    return isGone ? [] : [each.status === "queued" ? { ...each, status: "started" } : each];
  });
}

function withOlder(state: Transcript, page: ChatHistoryResult): Transcript {
  // A page of a conversation that was begun anew meanwhile belongs to the old one.
  if (page.sessionId !== state.sessionId) return state;
  const messages = sorted([...page.messages, ...state.messages]);
  const stored = keysOf(messages);
  const accepted = state.accepted.filter(({ entry }) => !stored.has(entry.key));
  return { ...state, messages, accepted, hasMore: page.hasMore, totalMessages: page.totalMessages };
}

function withMessage(state: Transcript, message: Message): Transcript {
  const { id, runId } = message.__openclaw;
  const known = state.messages.some((each) => each.__openclaw.id === id);
  const next: Transcript = {
    ...state,
    messages: known ? replaced(state.messages, message) : inserted(state.messages, message),
    totalMessages: state.totalMessages + Number(!known),
  };
  if (message.role === "user") return heardFrom(next, message, keyOf(message));
  if (message.role === "toolResult" || runId === undefined) return next;
  return settled({ ...next, live: changed(next.live, runId, (run) => hearStored(run, message)) }, runId, message);
}

/** A person's message is stored: it waits nowhere any more. */
function heardFrom(state: Transcript, message: Message, key: string | undefined): Transcript {
  const text = textOf(message);
  const nameless = key === undefined ? state.accepted.find(({ entry }) => entry.text === text)?.entry.key : undefined;
  const heard = key ?? nameless;
  if (heard === undefined) return state;
  return {
    ...state,
    accepted: state.accepted.filter(({ entry }) => entry.key !== heard),
    pending: state.pending.filter(({ runId }) => runId !== heard),
  };
}

function withChat(state: Transcript, event: ChatEvent): Transcript {
  switch (event.state) {
    case "status":
    case "delta":
      return goingOn(state, event);
    case "final":
    case "aborted":
    case "error":
      return over(state, event);
  }
}

function withAgent(state: Transcript, event: AgentEvent): Transcript {
  if (event.stream !== "lifecycle" || event.data.phase === "start") return goingOn(state, event);
  const { data, runId } = event;
  const run = state.live.find((each) => each.runId === runId);
  const before = state.ends.get(runId);
  const startedAt = run?.startedAt;
  const end: RunEnd = {
    state: before?.state ?? (data.aborted ? "aborted" : data.phase === "error" ? "error" : "done"),
    durationMs: startedAt === undefined ? before?.durationMs : Math.max(0, data.endedAt - startedAt),
    usage: before?.usage,
    model: run?.model ?? before?.model,
    error: before?.error ?? (data.error === undefined ? undefined : { message: data.error, kind: undefined }),
  };
  return ended(state, runId, end);
}

function goingOn(state: Transcript, event: ChatEvent | AgentEvent): Transcript {
  const { runId } = event;
  // What comes after the end is an echo.
  if (state.ends.has(runId)) return state;
  const known = state.live.find((run) => run.runId === runId);
  const next = known ? state : { ...state, live: [...state.live, newRun(runId)].slice(-MAX_LIVE) };
  const live = changed(next.live, runId, (run) => hearEvent(run, event));
  return live === state.live ? state : { ...next, live, ...begun(next, runId) };
}

/** A run that goes on waits no longer; its message may be stored a moment later. */
function begun({ pending, accepted }: Transcript, runId: string): Pick<Transcript, "pending" | "accepted"> {
  return {
    pending: pending.some((input) => input.runId === runId)
      ? pending.filter((input) => input.runId !== runId)
      : pending,
    accepted: accepted.some(({ entry, status }) => entry.key === runId && status !== "started")
      ? accepted.map((each) => (each.entry.key === runId ? { ...each, status: "started" as const } : each))
      : accepted,
  };
}

function over(state: Transcript, event: Extract<ChatEvent, { state: "final" | "aborted" | "error" }>): Transcript {
  const { runId, message } = event;
  const before = state.ends.get(runId);
  const interrupted = event.state === "aborted" && event.stopReason === "interrupted";
  const end: RunEnd = {
    state: interrupted ? "interrupted" : event.state === "final" ? "done" : event.state,
    durationMs: before?.durationMs,
    usage: event.state === "final" ? event.usage : before?.usage,
    model: before?.model ?? state.live.find((run) => run.runId === runId)?.model,
    error: event.state === "error" ? { message: event.errorMessage, kind: event.errorKind } : undefined,
  };
  const next = ended(state, runId, end);
  // A message without a place in the transcript is not stored: what was told live stands for it.
  return message?.__openclaw?.id ? withMessage(next, message) : next;
}

function ended(state: Transcript, runId: string, end: RunEnd): Transcript {
  const ends = bounded(new Map(state.ends).set(runId, end));
  const next: Transcript = {
    ...state,
    ends,
    pending: state.pending.filter((input) => input.runId !== runId),
    accepted: state.accepted.flatMap((each): Accepted[] => {
      if (each.entry.key !== runId || each.status !== "queued") return [each];
      // Withdrawn before it began; else it has joined another run, and is stored in a moment.
      return isWithdrawn(end) ? [] : [{ ...each, status: "started" }];
    }),
  };
  const last = state.messages.findLast(({ role, __openclaw }) => role === "assistant" && __openclaw.runId === runId);
  return settled(next, runId, last?.role === "assistant" ? last : undefined);
}

function isWithdrawn({ state }: RunEnd): boolean {
  return state === "aborted" || state === "interrupted";
}

/** A run that has ended and whose last answer is stored has nothing to tell any more. */
function settled(state: Transcript, runId: string, last: AssistantMessage | undefined): Transcript {
  const end = state.ends.get(runId);
  const run = state.live.find((each) => each.runId === runId);
  if (!end || !run) return state;
  const nothing = run.parts.length === 0 && end.error === undefined;
  const told = last !== undefined && (last.stopReason !== "toolUse" || end.state !== "done");
  return nothing || told ? { ...state, live: state.live.filter((each) => each !== run) } : state;
}

function withAccepted(state: Transcript, entry: OutboxEntry, { status }: ChatSendResult): Transcript {
  const { key } = entry;
  const end = state.ends.get(key);
  const input = state.pending.find(({ runId }) => runId === key);
  const over = status === "ok" || (end && isWithdrawn(end)) || (input && input.state !== "queued");
  if (over || keysOf(state.messages).has(key) || state.accepted.some((each) => each.entry.key === key)) return state;
  const isRunning = state.live.some(({ runId }) => runId === key);
  const now = input ? ("queued" as const) : isRunning || end ? ("started" as const) : status;
  const accepted = [...state.accepted, { entry, status: now }];
  const begins = status === "started" && !isRunning && !end && !input;
  return { ...state, accepted, live: begins ? [...state.live, newRun(key)].slice(-MAX_LIVE) : state.live };
}

function withSession(state: Transcript, { session, reason, ts }: SessionsChangedEvent): Transcript {
  const thinkingLevel = session ? session.thinkingLevel : state.thinkingLevel;
  const next = { ...state, session, thinkingLevel };
  const restarted = reason === "reset" && session !== undefined && session.sessionId !== state.sessionId;
  if (!state.loaded || (reason !== "compact" && !restarted)) return next;
  const kind = restarted ? ("reset" as const) : ("compacted" as const);
  const notice: Notice = { id: `notice:${kind}:${ts}`, kind, timestamp: ts };
  const others = restarted ? [] : state.notices.filter(({ id }) => id !== notice.id);
  return { ...next, notices: [...others, notice].slice(-MAX_NOTICES) };
}

/** Runs that a page shows to be over: what is still heard of them is an echo. */
function withStoredEnds(
  ends: Transcript["ends"],
  page: readonly Message[],
  inFlight: string | undefined,
): Transcript["ends"] {
  const found = new Map<string, RunEnd>();
  for (const message of page) {
    const { runId } = message.__openclaw;
    if (message.role !== "assistant" || runId === undefined || runId === inFlight || ends.has(runId)) continue;
    const { stopReason = "stop" } = message;
    if (stopReason === "toolUse") found.delete(runId);
    else found.set(runId, { ...unknownEnd, state: STATES[stopReason] });
  }
  return found.size === 0 ? ends : bounded(new Map([...ends, ...found]));
}

const unknownEnd = { durationMs: undefined, usage: undefined, model: undefined, error: undefined };

const STATES: Record<Exclude<StopReason, "toolUse">, RunEnd["state"]> = {
  stop: "done",
  length: "done",
  aborted: "aborted",
  error: "error",
  interrupted: "interrupted",
};

function bounded(ends: Map<string, RunEnd>): Transcript["ends"] {
  return ends.size > MAX_ENDS ? new Map([...ends].slice(-MAX_ENDS)) : ends;
}

/** What of the loaded messages stands before a newest page, and joins it without a gap. */
function olderThan(loaded: readonly Message[], page: readonly Message[]): readonly Message[] {
  const [first] = page;
  if (!first) return [];
  const at = loaded.findIndex(({ __openclaw }) => __openclaw.id === first.__openclaw.id);
  return at < 0 ? [] : loaded.slice(0, at);
}

function inserted(messages: readonly Message[], message: Message): readonly Message[] {
  const at = messages.findLastIndex((each) => bySeq(each, message) <= 0);
  return messages.toSpliced(at + 1, 0, message);
}

/** The newer telling of a message wins. A truncated one does not replace a whole one. */
function replaced(messages: readonly Message[], message: Message): readonly Message[] {
  const at = messages.findIndex(({ __openclaw }) => __openclaw.id === message.__openclaw.id);
  return messages[at]?.__openclaw.seq === message.__openclaw.seq && message.__openclaw.truncated
    ? messages
    : messages.with(at, message);
}

function sorted(messages: readonly Message[]): readonly Message[] {
  const byId = new Map(messages.map((message) => [message.__openclaw.id, message]));
  return [...byId.values()].sort(bySeq);
}

function bySeq(a: Message, b: Message): number {
  return a.__openclaw.seq - b.__openclaw.seq || a.timestamp - b.timestamp;
}

function changed(live: readonly LiveRun[], runId: string, change: (run: LiveRun) => LiveRun): readonly LiveRun[] {
  const at = live.findIndex((run) => run.runId === runId);
  const before = live[at];
  if (!before) return live;
  const after = change(before);
  return after === before ? live : live.with(at, after);
}

function inputOf({ key, text, attachments = [], createdAt }: OutboxEntry): PendingInput {
  const message = { role: "user" as const, content: contentWith(text, attachments), timestamp: createdAt };
  return { id: key, runId: key, message, acceptedAt: createdAt, state: "queued" };
}

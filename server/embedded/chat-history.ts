import type { ChatHistoryResult, PendingInput } from "../protocol/chat.ts";
import type { Message, MessagePart } from "../protocol/messages.ts";
import type { ParamsOf } from "../protocol/methods.ts";
import type { Store } from "../store/contract.ts";
import type { RunQueue, WaitingRun } from "./run-queue.ts";
import type { SessionBook } from "./session-book.ts";

interface HistoryDeps {
  store: Store;
  book: SessionBook;
  queue: RunQueue;
}

interface Page {
  messages: Message[];
  kind?: "delta" | "reset";
  total: number;
  hasMore: boolean;
  newest: Message | undefined;
}

const DEFAULT_LIMIT = 200;
/** A reader that is further behind reads the newest page instead. */
export const DELTA_LIMIT = 1_000;

/**
 * A page of the transcript with what is going on at the same moment: no message is in neither, and events up to
 * `inFlightRun.seq` are in it.
 */
export function chatHistory(
  deps: HistoryDeps,
  key: string,
  params: ParamsOf<"chat.history">,
): Promise<ChatHistoryResult> {
  const { store, book, queue } = deps;
  return book.exclusive(key, async () => {
    const [session, page] = await Promise.all([book.get(key), readPage(store, key, params)]);
    // From here on nothing is awaited: what follows is one moment.
    const active = queue.active(key);
    const pending = [...(active?.unheard() ?? []), ...queue.waiting(key)].flatMap(pendingInput);
    return {
      ...(page.kind && { kind: page.kind }),
      sessionId: session?.sessionId ?? null,
      sessionKey: key,
      messages: params.maxChars === undefined ? page.messages : page.messages.map((m) => cut(m, params.maxChars)),
      pendingInputs: { items: pending, total: pending.length },
      deltaCursor: cursorAfter(page.newest),
      hasMore: page.hasMore,
      totalMessages: page.total,
      ...(active && { inFlightRun: active.snapshot() }),
      ...(session && { sessionInfo: book.row(session) }),
      ...(session?.thinkingLevel && { thinkingLevel: session.thinkingLevel }),
    };
  });
}

/** What is told of a session that is not there. */
export function noHistory(key: string, { cursor }: ParamsOf<"chat.history">): ChatHistoryResult {
  const kind = cursor === undefined ? undefined : cursor === EMPTY ? "delta" : "reset";
  return {
    ...(kind && { kind }),
    sessionId: null,
    sessionKey: key,
    messages: [],
    pendingInputs: { items: [], total: 0 },
    deltaCursor: EMPTY,
    hasMore: false,
    totalMessages: 0,
  };
}

async function readPage(store: Store, key: string, params: ParamsOf<"chat.history">): Promise<Page> {
  const { limit = DEFAULT_LIMIT, offset = 0, cursor } = params;
  const [newestPage, page, newer] = await Promise.all([
    store.messages.page(key, { limit: 1, offset: 0 }),
    store.messages.page(key, { limit, offset }),
    cursor === undefined ? undefined : readNewer(store, key, cursor),
  ]);
  const newest = newestPage.messages.at(-1);
  const { total } = newestPage;
  if (newer) return { messages: newer, kind: "delta", total, hasMore: false, newest };
  const hasMore = offset + page.messages.length < total;
  return { messages: page.messages, ...(cursor !== undefined && { kind: "reset" as const }), total, hasMore, newest };
}

/** Undefined when the cursor's message is gone or too far back. */
async function readNewer(store: Store, key: string, cursor: string): Promise<Message[] | undefined> {
  const last = cursor === EMPTY ? undefined : await store.messages.get(key, cursor);
  if (!last && cursor !== EMPTY) return undefined;
  const { lastSeq } = await store.messages.page(key, { limit: 1, offset: 0 });
  const seq = last?.__openclaw.seq ?? 0;
  return lastSeq - seq > DELTA_LIMIT ? undefined : store.messages.since(key, seq);
}

/** The newest message's id: over a reset, a rewind or a compaction it is gone, or everything after it is new. */
function cursorAfter(newest: Message | undefined): string {
  return newest?.__openclaw.id ?? EMPTY;
}

const EMPTY = "start";

function pendingInput({ run }: WaitingRun): PendingInput[] {
  const { input, runId, createdAt } = run;
  if (input?.role !== "user") return [];
  const message = { role: "user" as const, content: input.content, timestamp: input.timestamp };
  return [{ id: runId, runId, message, acceptedAt: createdAt, state: "queued" }];
}

function cut(message: Message, limit = Number.POSITIVE_INFINITY): Message {
  let left = limit;
  let truncated = false;
  const shorten = (text: string) => {
    const kept = text.slice(0, left);
    left -= kept.length;
    truncated ||= kept.length < text.length;
    return kept;
  };
  const content =
    typeof message.content === "string"
      ? shorten(message.content)
      : message.content.map((part) => cutPart(part, shorten));
  return truncated ? { ...message, content, __openclaw: { ...message.__openclaw, truncated } } : message;
}

function cutPart(part: MessagePart, shorten: (text: string) => string): MessagePart {
  return part.type === "text" ? { ...part, text: shorten(part.text) } : part;
}

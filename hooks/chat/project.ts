import { type ImagePart, type Message, textOf, type UserMessage } from "@/server/protocol/messages.ts";
import { type AnswerSource, assistantItem } from "./assistant-item.ts";
import type { ChatItem, Delivery, NoticeItem, UserItem } from "./items.ts";
import { keyOf, keysOf } from "./message-keys.ts";
import type { OutboxEntry } from "./outbox-entry.ts";
import type { Notice, Transcript } from "./transcript.ts";

/** A conversation as rows, with what is needed to make the next rows of it cheaply. */
export interface Projection {
  items: readonly ChatItem[];
  /** Rows of stored messages that nothing live touches: thousands, and the same for as long as a run streams. */
  settled: Made & { of: readonly unknown[] };
  rest: Made;
}

interface Made {
  items: readonly ChatItem[];
  byId: ReadonlyMap<string, { from: readonly unknown[]; item: ChatItem }>;
}

const nothing: Made = { items: [], byId: new Map() };

export const emptyProjection: Projection = { items: [], settled: { ...nothing, of: [] }, rest: nothing };

/** One row to be, with everything that it is made of: the same ingredients make the same object. */
interface Row {
  id: string;
  from: readonly unknown[];
  make: (before: ChatItem | undefined) => ChatItem;
}

/**
 * The rows of a conversation and of what is on its way to it. Rows whose ingredients are the same stay the same objects,
 * and no two have the same id: React leaves a row that shared its key standing when it takes the other away.
 */
export function project(state: Transcript, outgoing: readonly OutboxEntry[], before: Projection): Projection {
  const of = [state.messages, state.ends, state.notices, ...liveAmong(state)];
  const settled = sameList(of, before.settled.of) ? before.settled : { ...made(settledRows(state), before), of };
  const rest = made([...liveTail(state), ...unstoredRows(state), ...outgoingRows(state, outgoing)], before);
  const items = [...settled.items, ...rest.items];
  return { items: sameList(items, before.items) ? before.items : items, settled, rest };
}

function made(rows: readonly Row[], before: Projection): Made {
  const byId = new Map<string, { from: readonly unknown[]; item: ChatItem }>();
  const items = rows.map(({ id, from, make }) => {
    const known = before.rest.byId.get(id) ?? before.settled.byId.get(id);
    const item = known && sameList(known.from, from) ? known.item : make(known?.item);
    byId.set(id, { from, item });
    return item;
  });
  return { items, byId };
}

/** All groups but the one that goes on. */
function settledRows(state: Transcript): Row[] {
  const groups = grouped(state.messages);
  const tail = liveGroup(state);
  const live = new Set(state.live.map(({ runId }) => runId));
  const rows = groups
    .filter((group) => group !== tail)
    .map((group) => {
      if (group.type === "user") return userRow(group);
      const { id, runId, messages } = group;
      // A live run that is not told in its last segment goes on in another, below.
      const isLast = group.isLast && !(runId !== undefined && live.has(runId));
      return answerRow(state, { id, runId, messages, run: undefined, isLast });
    });
  return withNotices(rows, groups, state.notices);
}

/** Runs that go on and are told by stored answers too. A run that only begins changes no row before it. */
function liveAmong(state: Transcript): string[] {
  const groups = grouped(state.messages);
  return state.live.flatMap(({ runId }) =>
    groups.some((group) => group.type === "answer" && group.runId === runId) ? [runId] : [],
  );
}

/** The last group, when it is the answer of a run that goes on. */
function liveGroup(state: Transcript): Extract<Group, { type: "answer" }> | undefined {
  const tail = grouped(state.messages).at(-1);
  if (tail?.type !== "answer" || tail.runId === undefined) return undefined;
  return state.live.some(({ runId }) => runId === tail.runId) ? tail : undefined;
}

function liveTail(state: Transcript): Row[] {
  const tail = liveGroup(state);
  if (!tail) return [];
  const { id, runId, messages } = tail;
  const run = state.live.find((each) => each.runId === runId);
  return [answerRow(state, { id, runId, messages, run, isLast: true })];
}

/** Runs that no stored answer shows, each after the message that began it, then what was taken and waits. */
function unstoredRows(state: Transcript): Row[] {
  const shown = liveGroup(state)?.runId;
  const begun = state.accepted.filter(({ status }) => status !== "queued");
  const runs = state.live.filter(({ runId }) => runId !== shown);
  const starting = new Set(runs.map(({ runId }) => runId));
  return [
    ...begun.filter(({ entry }) => !starting.has(entry.key)).map(({ entry }) => sentRow(entry)),
    ...runs.flatMap((run) => {
      const { runId } = run;
      const ask = begun.find(({ entry }) => entry.key === runId);
      const told = grouped(state.messages).filter((group) => group.type === "answer" && group.runId === runId).length;
      const row = answerRow(state, { id: segmentId(runId, told + 1), runId, messages: NO_MESSAGES, run, isLast: true });
      return ask ? [sentRow(ask.entry), row] : [row];
    }),
  ];
}

const NO_MESSAGES: readonly Message[] = [];

type Group =
  /** `id`: of its row. */
  | { type: "user"; id: string; message: UserMessage }
  /** `isLast`: no later answer belongs to the same run. */
  | { type: "answer"; id: string; runId: string | undefined; messages: Message[]; isLast: boolean };

const groupings = new WeakMap<readonly Message[], readonly Group[]>();

/** Messages of one run that follow on each other are one answer. */
function grouped(messages: readonly Message[]): readonly Group[] {
  const known = groupings.get(messages);
  if (known) return known;
  const groups: Group[] = [];
  const segments = new Map<string, Extract<Group, { type: "answer" }>[]>();
  const sent = new Set<string>();
  for (const message of messages) {
    const last = groups.at(-1);
    const { runId, id } = message.__openclaw;
    if (message.role === "user") {
      const key = keyOf(message);
      // Words that joined a run may bear its id, as those that began it do.
      const isFirst = key !== undefined && !sent.has(key);
      if (isFirst) sent.add(key);
      groups.push({ type: "user", id: isFirst ? sentId(key) : `message:${id}`, message });
    } else if (last?.type === "answer" && last.runId === runId) last.messages.push(message);
    else {
      const earlier = runId === undefined ? [] : (segments.get(runId) ?? []);
      const groupId = runId === undefined ? `message:${id}` : segmentId(runId, earlier.length + 1);
      const group = { type: "answer" as const, id: groupId, runId, messages: [message], isLast: true };
      for (const each of earlier) each.isLast = false;
      if (runId !== undefined) segments.set(runId, [...earlier, group]);
      groups.push(group);
    }
  }
  groupings.set(messages, groups);
  return groups;
}

/** A run that is steered is told in segments, with the person's words between them. */
function segmentId(runId: string, segment: number): string {
  return segment === 1 ? `run:${runId}` : `run:${runId}:${segment}`;
}

function answerRow(state: Transcript, parts: Pick<AnswerSource, "id" | "runId" | "messages" | "run" | "isLast">): Row {
  const { id, runId, messages, run, isLast } = parts;
  const ended = runId === undefined ? undefined : state.ends.get(runId);
  const end = isLast ? ended : undefined;
  const isLive = run !== undefined && ended === undefined;
  return {
    id,
    from: [...messages, run, end, isLive, isLast],
    make: (before) => assistantItem({ ...parts, end, isLive }, before?.type === "assistant" ? before : undefined),
  };
}

function userRow({ id, message }: Extract<Group, { type: "user" }>): Row {
  return { id, from: [message, id], make: () => storedUser(id, message) };
}

/** A message keeps its row from the outbox to the transcript. */
function sentId(key: string): string {
  return `sent:${key}`;
}

function storedUser(id: string, message: UserMessage): UserItem {
  const { id: messageId, truncated = false } = message.__openclaw;
  return {
    type: "user",
    id,
    messageId,
    idempotencyKey: keyOf(message),
    text: textOf(message),
    images: imagesOf(message),
    attachments: [],
    timestamp: message.timestamp,
    delivery: SENT,
    truncated,
  };
}

/** What the gateway has told of is shown where it told of it, though the answer to its sending is still on its way. */
function outgoingRows({ messages, accepted, pending }: Transcript, outgoing: readonly OutboxEntry[]): Row[] {
  if (outgoing.length === 0) return [];
  const stored = keysOf(messages);
  const waiting = new Set([...accepted.map(({ entry }) => entry.key), ...pending.map(({ runId }) => runId)]);
  return outgoing
    .filter(({ key }) => !stored.has(key) && !waiting.has(key))
    .map((entry) => ({
      id: sentId(entry.key),
      from: [entry],
      make: () => unstoredUser(entry, entry.delivery),
    }));
}

function sentRow(entry: OutboxEntry): Row {
  return { id: sentId(entry.key), from: [entry, SENT], make: () => unstoredUser(entry, SENT) };
}

const SENT: Delivery = { state: "sent" };

function unstoredUser({ key, text, attachments = [], createdAt }: OutboxEntry, delivery: Delivery): UserItem {
  return {
    type: "user",
    id: sentId(key),
    messageId: undefined,
    idempotencyKey: key,
    text,
    images: [],
    attachments: attachments.map(({ fileName, mimeType }) => ({ fileName, mimeType })),
    timestamp: createdAt,
    delivery,
    truncated: false,
  };
}

function imagesOf({ content }: Pick<Message, "content">): readonly ImagePart[] {
  return typeof content === "string" ? [] : content.filter((part) => part.type === "image");
}

/** Each notice before the first row that is younger than it. */
function withNotices(rows: Row[], groups: readonly Group[], notices: readonly Notice[]): Row[] {
  if (notices.length === 0) return rows;
  const placed = [...rows];
  for (const notice of notices.toReversed()) {
    const younger = groups.findIndex((group) => timeOf(group) > notice.timestamp);
    placed.splice(younger < 0 ? rows.length : younger, 0, noticeRow(notice));
  }
  return placed;
}

function timeOf(group: Group): number {
  return (group.type === "user" ? group.message : group.messages[0])?.timestamp ?? 0;
}

function noticeRow(notice: Notice): Row {
  const item: NoticeItem = { type: "notice", ...notice, text: NOTICES[notice.kind] };
  return { id: notice.id, from: [notice], make: () => item };
}

const NOTICES: Record<Notice["kind"], string> = {
  compacted: "Older messages were removed to make room.",
  reset: "The conversation was started anew.",
};

function sameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return false;
  return true;
}

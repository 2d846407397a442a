import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ChatHistoryResult } from "@/server/protocol/chat.ts";
import type { AgentEvent, ChatEvent } from "@/server/protocol/events.ts";
import type { AssistantMessage, UserMessage } from "@/server/protocol/messages.ts";
import { conversation, SESSION } from "../testing/conversation.ts";
import type { ChatItem } from "./items.ts";
import type { OutboxEntry } from "./outbox-entry.ts";
import { emptyProjection, project } from "./project.ts";
import {
  emptyTranscript,
  mustReload,
  pendingInputs,
  reduceTranscript,
  type Transcript,
  type TranscriptEvent,
} from "./transcript.ts";

const run = { runId: "r", sessionKey: SESSION };
const delta = (seq: number, deltaText: string, replace?: boolean): TranscriptEvent => ({
  type: "chat",
  event: { ...run, seq, state: "delta", deltaText, replace },
});
const agent = (seq: number, what: Pick<AgentEvent, "stream" | "data">): TranscriptEvent => ({
  type: "agent",
  event: { ...run, seq, ts: seq, ...what } as AgentEvent,
});
const chat = (event: object): TranscriptEvent => ({ type: "chat", event: { ...run, ...event } as ChatEvent });
const said = (seq: number, text: string, more: Partial<AssistantMessage> = {}): TranscriptEvent => ({
  type: "message",
  message: {
    role: "assistant",
    content: text,
    timestamp: seq * 10,
    stopReason: "stop",
    __openclaw: { id: `m${seq}`, seq, runId: "r" },
    ...more,
  },
});
const asked = (seq: number, text: string, key?: string): TranscriptEvent => {
  const message: UserMessage = {
    role: "user",
    content: text,
    timestamp: seq * 10,
    __openclaw: { id: `m${seq}`, seq, idempotencyKey: key },
  };
  return { type: "message", message };
};
const entry = (key: string, text = key): OutboxEntry => ({
  key,
  text,
  sessionKey: SESSION,
  createdAt: 1,
  principal: undefined,
  delivery: { state: "sending" },
});
const accepted = (key: string, status: "started" | "queued" | "ok" = "started", text = key): TranscriptEvent => ({
  type: "accepted",
  entry: entry(key, text),
  result: { runId: key, status },
});
const history = (more: Partial<ChatHistoryResult> = {}): ChatHistoryResult => ({
  sessionId: "s",
  sessionKey: SESSION,
  messages: [],
  pendingInputs: { items: [], total: 0 },
  deltaCursor: "start",
  hasMore: false,
  totalMessages: 0,
  ...more,
});

function having(...happened: TranscriptEvent[]): Transcript {
  return happened.reduce(reduceTranscript, emptyTranscript);
}

function itemsOf(state: Transcript, outgoing: readonly OutboxEntry[] = []): readonly ChatItem[] {
  return project(state, outgoing, emptyProjection).items;
}

/** Rows in short: who, and what. */
function shown(state: Transcript, outgoing: readonly OutboxEntry[] = []): string[] {
  return itemsOf(state, outgoing).map((item) => {
    if (item.type === "user") return `user ${item.delivery.state}: ${item.text}`;
    if (item.type === "notice") return `notice ${item.kind}`;
    const parts = item.parts.map((part) =>
      part.type === "tool" ? `${part.name} ${part.state} ${part.output}` : part.type === "image" ? "image" : part.text,
    );
    return `${item.state}: ${parts.join(" | ")}`;
  });
}

describe("a run", () => {
  test("tells thinking, text and tools in their order, in one answer", () => {
    const tool = { toolCallId: "t", name: "ls" };
    const state = having(
      agent(1, { stream: "lifecycle", data: { phase: "start", startedAt: 5, model: "m" } }),
      agent(2, { stream: "thinking", data: { delta: "hm" } }),
      delta(3, "I "),
      delta(4, "look"),
      agent(5, { stream: "tool", data: { ...tool, phase: "start", args: {} } }),
      agent(6, { stream: "tool", data: { ...tool, phase: "update", partialResult: "a" } }),
    );
    expect(shown(state)).toEqual(["running: hm | I look | ls running a"]);
    const done = [
      state,
      agent(7, { stream: "tool", data: { ...tool, phase: "result", result: "a b", isError: false, durationMs: 9 } }),
      delta(8, "found"),
    ];
    const later = reduceTranscript(reduceTranscript(state, done[1] as TranscriptEvent), done[2] as TranscriptEvent);
    expect(shown(later)).toEqual(["running: hm | I look | ls done a b | found"]);
    expect(itemsOf(later)[0]).toMatchObject({ model: "m", startedAt: 5, durationMs: undefined });
  });

  test("calls of one id, as some providers give each step, keep their own results and ids", () => {
    const call = { toolCallId: "call_0", name: "ls" };
    const told = (seq: number, output: string): TranscriptEvent[] => [
      agent(seq, { stream: "tool", data: { ...call, phase: "start", args: {} } }),
      agent(seq + 1, {
        stream: "tool",
        data: { ...call, phase: "result", result: output, isError: false, durationMs: 1 },
      }),
    ];
    const stored = (seq: number, output: string): TranscriptEvent[] => [
      said(seq, "", {
        content: [{ type: "toolCall", id: "call_0", name: "ls", arguments: {} }],
        stopReason: "toolUse",
      }),
      {
        type: "message",
        message: {
          role: "toolResult",
          toolCallId: "call_0",
          toolName: "ls",
          content: output,
          isError: false,
          timestamp: seq * 10 + 5,
          __openclaw: { id: `m${seq + 1}`, seq: seq + 1, runId: "r" },
        },
      },
    ];
    const [first, second] = [told(1, "a"), told(3, "b")];
    expect(shown(having(...first, ...second))).toEqual(["running: ls done a | ls done b"]);
    const begun = having(...first, ...stored(1, "a"), ...second.slice(0, 1));
    expect(shown(begun)).toEqual(["running: ls done a | ls running "]);
    // The message of a result may come before its event.
    expect(shown(having(...first.slice(0, 1), ...stored(1, "a")))).toEqual(["running: ls done a"]);
    const whole = having(...first, ...stored(1, "a"), ...second, ...stored(3, "b"));
    expect(shown(whole)).toEqual(["running: ls done a | ls done b"]);
    expect(itemsOf(whole)[0]).toMatchObject({ parts: [{ id: "call_0" }, { id: "call_0#2", callId: "call_0" }] });
  });

  test("one bubble an answer: stored, final and deltas that come late or twice are the same one", () => {
    const told = [delta(1, "Hel"), delta(1, "Hel"), delta(2, "lo")];
    const message = (said(1, "Hello") as { message: AssistantMessage }).message;
    const end = chat({ seq: 4, state: "final", message });
    expect(shown(having(...told))).toEqual(["running: Hello"]);
    expect(shown(having(...told, said(1, "Hello"), said(1, "Hello"), end, end, delta(2, "lo"), delta(9, "!")))).toEqual(
      ["done: Hello"],
    );
    expect(shown(having(...told, end, said(1, "Hello")))).toEqual(["done: Hello"]);
    expect(shown(having(end, ...told))).toEqual(["done: Hello"]);
  });

  test("a step that is stored late takes only what was said before its tool", () => {
    const state = having(
      delta(1, "first"),
      agent(2, { stream: "tool", data: { phase: "start", toolCallId: "t", name: "ls", args: {} } }),
      delta(3, "second"),
      said(1, "", {
        stopReason: "toolUse",
        content: [
          { type: "text", text: "first" },
          { type: "toolCall", id: "t", name: "ls", arguments: {} },
        ],
      }),
    );
    expect(shown(state)).toEqual(["running: first | ls running  | second"]);
  });

  test("a replacing delta takes the place of the text since the last tool", () => {
    expect(shown(having(delta(1, "wrng"), delta(2, "right", true)))).toEqual(["running: right"]);
  });

  test.each([
    ["final", {}, "done"],
    ["aborted", {}, "aborted"],
    ["aborted", { stopReason: "interrupted" }, "interrupted"],
    ["error", { errorMessage: "broke" }, "error"],
  ])("an end that is not stored (%s %o) leaves what was told, as %s", (state, more, shownAs) => {
    const ended = having(delta(1, "half"), chat({ seq: 2, state, ...more }));
    expect(shown(ended)).toEqual([`${shownAs}: half`]);
    expect(itemsOf(ended)[0]).toMatchObject({ error: state === "error" ? { message: "broke" } : undefined });
  });

  test("its time and usage are known once it has ended", () => {
    const state = having(
      agent(1, { stream: "lifecycle", data: { phase: "start", startedAt: 100 } }),
      delta(2, "x"),
      said(1, "x", { usage: { input: 1, output: 2, totalTokens: 3 } }),
      agent(3, { stream: "lifecycle", data: { phase: "end", endedAt: 8_100 } }),
      chat({ seq: 4, state: "final" }),
    );
    expect(itemsOf(state)[0]).toMatchObject({
      state: "done",
      durationMs: 8_000,
      usage: { input: 1, output: 2, totalTokens: 3 },
    });
  });

  test("steered, it goes on after the person's words", () => {
    const state = having(delta(1, "a"), said(1, "a"), asked(2, "no, b"), delta(2, "b"));
    expect(shown(state)).toEqual(["done: a", "user sent: no, b", "running: b"]);
    const stored = [said(3, "b"), chat({ seq: 9, state: "final" })].reduce(reduceTranscript, state);
    expect(shown(stored)).toEqual(["done: a", "user sent: no, b", "done: b"]);
    expect(itemsOf(stored).map(({ id }) => id)).toEqual(itemsOf(state).map(({ id }) => id));
  });

  test("a page loaded in the middle of it goes on where it stood", () => {
    const tools = [{ toolCallId: "t", name: "ls", args: {}, startedAt: 3, output: "a" }];
    const page = history({ inFlightRun: { runId: "r", startedAt: 1, text: "so far", thinking: "hm", tools, seq: 7 } });
    const state = having({ type: "newest", page, replace: false }, delta(7, "far"), delta(8, "."));
    expect(shown(state)).toEqual(["running: hm | so far | ls running a | ."]);
  });

  test("what a page shows to be over is not begun again by an echo", () => {
    const { message } = said(1, "done") as { message: AssistantMessage };
    const page = history({ messages: [message], totalMessages: 1 });
    expect(shown(having({ type: "newest", page, replace: false }, delta(3, "done")))).toEqual(["done: done"]);
  });
});

describe("a person's message", () => {
  test("is one row from the outbox to the transcript", () => {
    const waiting = itemsOf(emptyTranscript, [entry("k")]);
    const taken = itemsOf(having(accepted("k")));
    const stored = itemsOf(having(accepted("k"), asked(1, "k", "k")));
    expect([waiting, taken, stored].map((items) => items[0]?.id)).toEqual(["sent:k", "sent:k", "sent:k"]);
    expect(shown(having(accepted("k")))).toEqual(["user sent: k", "running: "]);
    expect(shown(having(asked(1, "k", "k"), accepted("k")))).toEqual(["user sent: k"]);
  });

  test("is found again by a gateway's echo that lost its key", () => {
    expect(shown(having(accepted("k", "queued", "hello"), asked(1, "hello")))).toEqual(["user sent: hello"]);
  });

  test("that waits for a run to end is no bubble yet, and one when its run begins", () => {
    const queued = having(accepted("k", "queued"));
    expect(shown(queued)).toEqual([]);
    expect(pendingInputs(queued)).toMatchObject([{ runId: "k", state: "queued" }]);
    const begun = reduceTranscript(queued, chat({ runId: "k", seq: 1, state: "status", phase: "starting_model" }));
    expect(shown(begun)).toEqual(["user sent: k", "running: "]);
    expect(pendingInputs(begun)).toEqual([]);
  });

  test("that is withdrawn before its run began is gone", () => {
    const state = having(accepted("k", "queued"), chat({ runId: "k", seq: 1, state: "aborted" }));
    expect(pendingInputs(state)).toEqual([]);
    expect(shown(state)).toEqual([]);
  });

  test("that was taken before an earlier try's run ended begins nothing", () => {
    expect(shown(having(accepted("k", "ok")))).toEqual([]);
  });
});

describe("pages", () => {
  const at = (seq: number) => (said(seq, `${seq}`) as { message: AssistantMessage }).message;
  const newest = (messages: AssistantMessage[], more: Partial<ChatHistoryResult> = {}): TranscriptEvent => ({
    type: "newest",
    page: history({ messages, totalMessages: 9, hasMore: true, ...more }),
    replace: false,
  });
  const ids = (state: Transcript) => state.messages.map(({ __openclaw }) => __openclaw.seq);

  test("older ones join in front, doubled ones are one", () => {
    const state = having(newest([at(3), at(4)]), {
      type: "older",
      page: history({ messages: [at(1), at(2), at(3)], totalMessages: 4 }),
    });
    expect(ids(state)).toEqual([1, 2, 3, 4]);
    expect(state.hasMore).toBe(false);
  });

  test("a newest page that joins keeps what is older, one with a gap before it does not", () => {
    expect(ids(having(newest([at(1), at(2)]), newest([at(2), at(3)])))).toEqual([1, 2, 3]);
    expect(ids(having(newest([at(1), at(2)]), newest([at(8), at(9)])))).toEqual([8, 9]);
  });

  test("what a newest page no longer has is gone", () => {
    expect(ids(having(newest([at(1), at(2), at(3)]), newest([at(1)])))).toEqual([1]);
  });

  test("a page of a session that was begun anew replaces all, an old one of it is dropped", () => {
    const anew = having(newest([at(1)]), newest([], { sessionId: "other", totalMessages: 0, hasMore: false }));
    expect(ids(anew)).toEqual([]);
    expect(ids(reduceTranscript(anew, { type: "older", page: history({ messages: [at(1)] }) }))).toEqual([]);
  });
});

describe("changes of the session", () => {
  const row = { key: SESSION, sessionId: "s", agentId: "main", kind: "direct" as const, createdAt: 0, updatedAt: 0 };
  const change = (
    reason: "reset" | "compact" | "delete" | "message" | "patch",
    messageCount: number,
    sessionId = "s",
  ) => ({
    sessionKey: SESSION,
    reason,
    ts: 50,
    session: { ...row, sessionId, messageCount },
  });
  const loaded = having({
    type: "newest",
    page: history({ sessionInfo: { ...row, messageCount: 4 } }),
    replace: false,
  });

  test("messages that were taken out make it be read again, others do not", () => {
    for (const reason of ["reset", "compact", "delete"] as const)
      expect(mustReload(loaded, change(reason, 4))).toBe(true);
    expect(mustReload(loaded, change("message", 5))).toBe(false);
    expect(mustReload(loaded, change("patch", 4))).toBe(false);
    expect(mustReload(loaded, change("patch", 3))).toBe(true);
    expect(mustReload(emptyTranscript, change("reset", 0))).toBe(false);
  });

  test("compaction and a new beginning leave a notice where they happened", () => {
    const state = [
      asked(1, "before"),
      { type: "session" as const, change: change("compact", 2) },
      asked(9, "after"),
    ].reduce((before: Transcript, happened) => reduceTranscript(before, happened as TranscriptEvent), loaded);
    expect(shown(state)).toEqual(["user sent: before", "notice compacted", "user sent: after"]);
    expect(shown(reduceTranscript(state, { type: "session", change: change("reset", 0, "s2") }))).toContain(
      "notice reset",
    );
  });
});

test("any order of the same events ends in the same conversation", { timeout: 60_000 }, () => {
  const step = { thinking: ["hm"], text: ["a", "b"], tool: true };
  const plans = [
    { key: "r1", steps: [step, { ...step, tool: false }], ending: "final" as const },
    { key: "r2", steps: [{ ...step, tool: false }], ending: "aborted" as const },
  ];
  const events = conversation(plans).log.map((each): TranscriptEvent => {
    if (each.event === "chat") return { type: "chat", event: each.payload };
    if (each.event === "agent") return { type: "agent", event: each.payload };
    return { type: "message", message: each.payload.message };
  });
  const untimed = (state: Transcript) =>
    itemsOf(state).map((item) => (item.type === "assistant" ? { ...item, durationMs: 0, startedAt: 0 } : item));
  const expected = untimed(having(...events));
  fc.assert(
    fc.property(fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }), (shuffled) => {
      expect(untimed(having(...shuffled))).toEqual(expected);
    }),
    { numRuns: 10_000 },
  );
});

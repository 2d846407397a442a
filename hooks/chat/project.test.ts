import fc from "fast-check";
import { expect, test } from "vitest";
import type { ChatHistoryResult } from "@/server/protocol/chat.ts";
import type { AgentEvent, ChatEvent } from "@/server/protocol/events.ts";
import type { Message } from "@/server/protocol/messages.ts";
import { SESSION } from "../testing/conversation.ts";
import type { ChatItem } from "./items.ts";
import { type OutboxEntry, UNCONFIRMED } from "./outbox-entry.ts";
import { emptyProjection, project } from "./project.ts";
import { emptyTranscript, reduceTranscript, type TranscriptEvent } from "./transcript.ts";

const KEYS = ["a", "b", "c"] as const;
const key = fc.constantFrom(...KEYS);
const maybeKey = fc.option(key, { nil: undefined });

/** Eight places of a transcript, at each of which a gateway may have stored anything. */
const message: fc.Arbitrary<Message> = fc
  .record({
    role: fc.constantFrom("user" as const, "assistant" as const, "toolResult" as const),
    calls: fc.array(key, { maxLength: 2 }),
    seq: fc.integer({ min: 1, max: 8 }),
    idempotencyKey: maybeKey,
    runId: maybeKey,
    stopReason: fc.constantFrom("stop" as const, "toolUse" as const),
  })
  .map(({ role, calls, seq, idempotencyKey, runId, stopReason }): Message => {
    const place = { timestamp: seq, __openclaw: { id: `m${seq}`, seq, idempotencyKey, runId } };
    if (role === "user") return { role, content: idempotencyKey ?? "words", ...place };
    if (role === "toolResult")
      return { role, content: "out", toolCallId: calls[0] ?? "a", toolName: "ls", isError: false, ...place };
    const asked = calls.map((id) => ({ type: "toolCall" as const, id, name: "ls", arguments: {} }));
    return { role, content: [{ type: "text", text: "answer" }, ...asked], stopReason, ...place };
  });

const page: fc.Arbitrary<ChatHistoryResult> = fc
  .record({
    messages: fc.uniqueArray(message, { selector: ({ __openclaw }) => __openclaw.seq, maxLength: 6 }),
    inFlight: maybeKey,
    waiting: fc.subarray([...KEYS]),
    hasMore: fc.boolean(),
  })
  .map(({ messages, inFlight, waiting, hasMore }) => ({
    sessionId: "s",
    sessionKey: SESSION,
    messages: messages.toSorted((a, b) => a.__openclaw.seq - b.__openclaw.seq),
    inFlightRun: inFlight && { runId: inFlight, startedAt: 1, text: "so far", thinking: "", tools: [], seq: 3 },
    pendingInputs: {
      items: waiting.map((runId) => ({
        id: runId,
        runId,
        message: { role: "user" as const, content: runId, timestamp: 1 },
        acceptedAt: 1,
        state: "queued" as const,
      })),
      total: waiting.length,
    },
    deltaCursor: "start",
    hasMore,
    totalMessages: 8,
  }));

const entry = (of: string, delivery: OutboxEntry["delivery"]): OutboxEntry => ({
  key: of,
  text: of,
  sessionKey: SESSION,
  createdAt: 1,
  principal: undefined,
  delivery,
});

const happened: fc.Arbitrary<TranscriptEvent> = fc.oneof(
  fc.record({ type: fc.constant("newest" as const), page, replace: fc.boolean() }),
  fc.record({ type: fc.constant("older" as const), page }),
  fc.record({ type: fc.constant("message" as const), message }),
  fc.record({ type: fc.constant("forgotten" as const), key }),
  fc.record({ of: key, status: fc.constantFrom("started" as const, "queued" as const, "ok" as const) }).map(
    ({ of, status }): TranscriptEvent => ({
      type: "accepted",
      entry: entry(of, { state: "sending" }),
      result: { runId: of, status },
    }),
  ),
  fc
    .record({ runId: key, seq: fc.nat(20), state: fc.constantFrom("delta", "final", "aborted", "error") })
    .map((event): TranscriptEvent => {
      const words = { deltaText: "word ", errorMessage: "no" };
      return { type: "chat", event: { sessionKey: SESSION, ...words, ...event } as unknown as ChatEvent };
    }),
  fc
    .record({ runId: key, seq: fc.nat(20), phase: fc.constantFrom("start", "end", "error") })
    .map(({ runId, seq, phase }): TranscriptEvent => {
      const data = { phase, startedAt: 1, endedAt: 2 };
      return {
        type: "agent",
        event: { runId, seq, ts: seq, sessionKey: SESSION, stream: "lifecycle", data } as unknown as AgentEvent,
      };
    }),
);

const toolCall: fc.Arbitrary<TranscriptEvent> = fc
  .record({ runId: key, seq: fc.nat(20), toolCallId: key, phase: fc.constantFrom("start", "result") })
  .map(({ runId, seq, toolCallId, phase }) => {
    const data = { phase, toolCallId, name: "ls", args: {}, result: "out", isError: false, durationMs: 1 };
    return {
      type: "agent",
      event: { runId, seq, ts: seq, sessionKey: SESSION, stream: "tool", data } as unknown as AgentEvent,
    };
  });

const outgoing = fc.uniqueArray(
  fc.record({
    of: key,
    delivery: fc.constantFrom<OutboxEntry["delivery"][]>({ state: "waiting" }, { state: "sending" }, UNCONFIRMED),
  }),
  { selector: ({ of }) => of },
);

test("whatever a gateway tells, in any order and beside anything on its way, no two rows, and no two parts of one, have the same id", {
  timeout: 60_000,
}, () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.oneof(happened, toolCall), outgoing), { maxLength: 12 }), (steps) => {
      let state = emptyTranscript;
      let projection = emptyProjection;
      for (const [event, onTheirWay] of steps) {
        state = reduceTranscript(state, event);
        const entries = onTheirWay.map(({ of, delivery }) => entry(of, delivery));
        projection = project(state, entries, projection);
        for (const of of [projection.items, ...projection.items.map(partsOf)]) {
          const ids = of.map(({ id }) => id);
          expect(new Set(ids).size, ids.join(" ")).toBe(ids.length);
        }
      }
    }),
    { numRuns: 10_000 },
  );
});

function partsOf(item: ChatItem): readonly { id: string }[] {
  return item.type === "assistant" ? item.parts : [];
}

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ChatHistoryResult } from "@/server/protocol/chat.ts";
import { clientBench } from "@/server/protocol/testing/client-bench.ts";
import { manualFrames } from "../testing/frames.ts";
import { ChatStore } from "./live-store.ts";
import { Outbox, STORING_MS } from "./outbox.ts";
import { memoryStorage, type OutboxStorage } from "./outbox-storage.ts";

const SESSION = "agent:main:main";
const empty: ChatHistoryResult = {
  sessionId: "s1",
  sessionKey: SESSION,
  messages: [],
  pendingInputs: { items: [], total: 0 },
  deltaCursor: "start",
  hasMore: false,
  totalMessages: 0,
};

beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => vi.useRealTimers());

const settled = () => new Promise((resolve) => setImmediate(resolve));

const asked = (key: string, seq = 1) => ({
  role: "user" as const,
  content: key,
  timestamp: 1_000_000,
  __openclaw: { id: `m-${key}`, seq, idempotencyKey: key },
});

let device: OutboxStorage;
let now: number;
beforeEach(() => {
  device = memoryStorage();
  now = 1_000_000;
});

/** A page of a browser that is loaded on this device; the test is its gateway, which stores when it says so. */
async function loaded(page: Partial<ChatHistoryResult> = {}) {
  const at = clientBench().ready();
  const frames = manualFrames();
  const { client } = at;
  let seq = 0;
  const outbox = new Outbox({
    client,
    storage: device,
    newKey: () => "words",
    now: () => now,
    onFault: (error) => at.faults.push(error),
  });
  const { nextFrame } = frames;
  const store = new ChatStore({ client, outbox, gateway: undefined, sessionKey: SESSION, nextFrame });
  const answered = new Set<string>();
  const here = {
    outbox,
    reads: () => at.socket().requests.filter(({ method }) => method === "chat.history").length,
    /** Answers what waits for an answer: a reading with this page, a message with this status. */
    answer: async (history: Partial<ChatHistoryResult> = {}, status: "started" | "queued" = "started") => {
      for (const { id, method } of at.socket().requests) {
        if (answered.has(id)) continue;
        answered.add(id);
        const payload = method === "chat.send" ? { runId: "words", status } : { ...empty, ...history };
        at.socket().receive({ type: "res", id, ok: true, payload });
      }
      await settled();
    },
    event: async (event: string, payload: object) => {
      seq += 1;
      at.socket().event(seq, { event, payload: { sessionKey: SESSION, ...payload } });
      await settled();
    },
    /** The page is gone. */
    leave: () => {
      store.close();
      outbox.close();
      client.close();
    },
    shown: () => {
      frames.draw();
      return store.snapshot.items.map((item) =>
        item.type === "user" ? `${item.delivery.state}: ${item.text}` : `${item.type}`,
      );
    },
    waiting: () => store.snapshot.pendingInputs.map(({ runId }) => runId),
  };
  await settled();
  await here.answer(page);
  return here;
}

test("a message that a gateway took and has not stored is there after a reload, and once when it is stored", async () => {
  const first = await loaded();
  first.outbox.send(SESSION, "words");
  await first.answer();
  expect(first.shown()).toEqual(["sent: words", "assistant"]);
  first.leave();

  const second = await loaded();
  expect(second.shown()).toEqual(["sent: words"]);
  await second.event("session.message", { message: asked("words") });
  expect(second.shown()).toEqual(["sent: words"]);
  second.leave();
  expect(await device.all()).toEqual([]);
});

test("what was stored while no page was open is shown once, and the device forgets it", async () => {
  const page = await loaded();
  page.outbox.send(SESSION, "words");
  await page.answer();
  page.leave();
  const again = await loaded({ messages: [asked("words")], totalMessages: 1 });
  expect(again.shown()).toEqual(["sent: words"]);
  expect(await device.all()).toEqual([]);
  again.leave();
});

test("what a gateway took and lost is said to be unconfirmed, and is sent again by hand alone", async () => {
  const first = await loaded();
  first.outbox.send(SESSION, "words");
  await first.answer();
  first.leave();
  const second = await loaded();
  now += STORING_MS;
  vi.advanceTimersByTime(STORING_MS);
  await second.answer();
  expect(second.shown()).toEqual(["unconfirmed: words"]);
  second.leave();

  const third = await loaded();
  expect(third.shown()).toEqual(["unconfirmed: words"]);
  third.outbox.retry("words");
  await settled();
  await third.answer();
  expect(third.shown()).toEqual(["sent: words", "assistant"]);
  third.leave();
});

test("a message whose place the newest page does not reach is not taken for lost", async () => {
  const first = await loaded();
  first.outbox.send(SESSION, "words");
  await first.answer();
  first.leave();
  now += STORING_MS;
  const later = await loaded({
    messages: [{ ...asked("other", 900), timestamp: now }],
    hasMore: true,
    totalMessages: 900,
  });
  expect(later.shown()).toEqual(["sent: other"]);
  expect(await device.all()).toEqual([]);
  later.leave();
});

test("what joined a run, and is stored late, waits no longer once that run is over", async () => {
  const page = await loaded({ inFlightRun: { runId: "run", startedAt: 1, text: "", thinking: "", tools: [], seq: 0 } });
  page.outbox.send(SESSION, "words");
  await page.answer({}, "queued");
  page.shown();
  expect(page.waiting()).toEqual(["words"]);
  await page.event("chat", { runId: "run", agentId: "main", seq: 1, state: "final" });
  vi.advanceTimersByTime(2_000);
  await page.answer();
  expect(page.shown()).toEqual(["sent: words"]);
  expect(page.waiting()).toEqual([]);
  await page.event("session.message", { message: asked("words") });
  expect(page.shown()).toEqual(["sent: words"]);
  expect(page.reads()).toBe(2);
  page.leave();
});

test("a gateway that is done at once with what joined a run hides it no moment", async () => {
  const page = await loaded({ inFlightRun: { runId: "run", startedAt: 1, text: "", thinking: "", tools: [], seq: 0 } });
  page.outbox.send(SESSION, "words");
  await page.event("chat", { runId: "words", agentId: "main", seq: 1, state: "final" });
  await page.answer({}, "queued");
  expect(page.shown()).toContain("sent: words");
  page.leave();
});

test("a message whose conversation tells of it before its sending is answered is one row at every moment", async () => {
  const here = await loaded();
  here.outbox.send(SESSION, "words");
  expect(here.shown()).toEqual(["sending: words"]);
  await here.event("session.message", { message: asked("words") });
  expect(here.shown()).toEqual(["sent: words"]);
  await here.answer();
  expect(here.shown()).toEqual(["sent: words"]);
  expect(here.outbox.entries).toEqual([]);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { clientBench } from "@/server/protocol/testing/client-bench.ts";
import { conversation, type RunPlan, SESSION } from "../testing/conversation.ts";
import { manualFrames } from "../testing/frames.ts";
import type { ChatItem } from "./items.ts";
import { ChatStore } from "./live-store.ts";
import { Outbox } from "./outbox.ts";
import { memoryStorage } from "./outbox-storage.ts";

/** A page with one conversation open, the test being its server and its screen. */
function page(plans: readonly RunPlan[], start = 0) {
  const { log, historyAt } = conversation(plans);
  const bench = clientBench().ready();
  const frames = manualFrames();
  const { client } = bench;
  const outbox = new Outbox({
    client,
    storage: memoryStorage(),
    newKey: () => "key",
    now: () => bench.clock.now(),
    onFault: (error) => bench.faults.push(error),
  });
  const store = new ChatStore({ client, outbox, gateway: undefined, sessionKey: SESSION, nextFrame: frames.nextFrame });
  let position = start;
  let shift = 0;
  const answered = new Set<string>();
  return {
    bench,
    frames,
    store,
    outbox,
    log,
    /** How much farther positions are than events, as some came twice. */
    get shift() {
      return shift;
    },
    get position() {
      return position;
    },
    /** The gateway does so much more, unheard. */
    advance: (count: number) => {
      position = Math.min(log.length, position + count);
    },
    deliver(count: number) {
      for (let n = 0; n < count && position < log.length; n += 1) {
        const next = log[position];
        position += 1;
        if (next) bench.socket().event(position + shift, next);
      }
    },
    /** An event comes a second time under a new position, as when the server reconciles with a gateway. */
    repeat(back: number) {
      const old = log[Math.max(0, position - 1 - back)];
      if (!old || position === 0) return;
      shift += 1;
      bench.socket().event(position + shift, old);
    },
    /** Answers what was asked for, as things were `late` events ago or when it was asked. */
    answer(late = 0) {
      for (const { id, method, params } of bench.socket().requests) {
        if (answered.has(id) || method !== "chat.history") continue;
        answered.add(id);
        const result = historyAt(
          Math.max(asked.get(id) ?? 0, position - late),
          params as { limit: number; offset?: number },
        );
        bench.socket().receive({ type: "res", id, ok: true, payload: result });
      }
    },
    /** Remembers where the gateway stood when a request reached it. */
    noticeAsked() {
      for (const { id } of bench.socket().requests) if (!asked.has(id)) asked.set(id, position);
    },
    items: (): readonly ChatItem[] => {
      frames.draw();
      return store.snapshot.items;
    },
  };
}

const asked = new Map<string, number>();

const word = fc.constantFrom("a", "b ", "c\n", "dd");
const step = fc.record({
  thinking: fc.array(word, { maxLength: 2 }),
  text: fc.array(word, { minLength: 1, maxLength: 4 }),
  tool: fc.boolean(),
});
const plans = fc
  .array(
    fc.record({
      steps: fc.array(step, { minLength: 1, maxLength: 3 }),
      ending: fc.constantFrom("final" as const, "aborted" as const, "error" as const),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((runs) => runs.map((run, at) => ({ ...run, key: `run${at}` })));

const action = fc.oneof(
  fc.record({ do: fc.constant("deliver" as const), count: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ do: fc.constant("repeat" as const), count: fc.integer({ min: 0, max: 9 }) }),
  fc.record({ do: fc.constant("answer" as const), count: fc.integer({ min: 0, max: 5 }) }),
  fc.record({ do: fc.constant("cut" as const), count: fc.integer({ min: 0, max: 9 }) }),
  fc.record({ do: fc.constant("resume" as const), count: fc.integer({ min: 0, max: 9 }) }),
  fc.record({ do: fc.constant("draw" as const), count: fc.constant(0) }),
);

/** Times that only somebody who was there can know. */
function untimed(items: readonly ChatItem[]) {
  return items.map((item) => {
    if (item.type !== "assistant") return item;
    const { durationMs: _, startedAt: __, ...rest } = item;
    return rest;
  });
}

/** What is shown after a reload. */
async function reloaded(of: readonly RunPlan[]): Promise<readonly ChatItem[]> {
  const fresh = page(of, conversation(of).log.length);
  await settle(fresh);
  return fresh.items();
}

async function settle(open: ReturnType<typeof page>): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    open.answer();
    await new Promise(setImmediate);
  }
}

test("whatever is dropped, doubled or late, a conversation ends as a reload shows it", {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(plans, fc.array(action, { maxLength: 25 }), async (runs, actions) => {
      asked.clear();
      const open = page(runs);
      for (const { do: what, count } of actions) {
        open.noticeAsked();
        switch (what) {
          case "deliver":
            open.deliver(count);
            break;
          case "repeat":
            open.repeat(count);
            break;
          case "answer":
            open.answer(count);
            await new Promise(setImmediate);
            break;
          case "cut":
          case "resume": {
            const before = open.position;
            open.bench.socket().end(1006);
            open.advance(count);
            open.bench.clock.pass(1_000);
            open.bench.socket().greet({ seq: open.position + open.shift });
            const failed = what === "cut";
            if (failed)
              open.bench
                .socket()
                .receive({ type: "resume_failed", payload: { gateway: "embedded", reason: "evicted" } });
            else {
              open.bench
                .socket()
                .receive({ type: "resumed", payload: { gateway: "embedded", replayed: open.position - before } });
              for (let at = before; at < open.position; at += 1) {
                const missed = open.log[at];
                if (missed) open.bench.socket().event(at + 1 + open.shift, missed);
              }
            }
            break;
          }
          case "draw":
            open.frames.draw();
        }
      }
      open.noticeAsked();
      open.deliver(open.log.length);
      await settle(open);
      expect(untimed(open.items())).toEqual(untimed(await reloaded(runs)));
      expect(open.bench.faults).toEqual([]);
      open.store.close();
    }),
    { numRuns: 10_000 },
  );
});

const long: RunPlan = {
  key: "run0",
  steps: [{ thinking: ["hm"], text: Array(200).fill("word "), tool: false }],
  ending: "final",
};

test("a burst of deltas is drawn once a frame, and rows that did not change stay the same objects", async () => {
  const open = page([{ ...long, key: "first" }, long]);
  await settle(open);
  open.deliver(conversation([{ ...long, key: "first" }]).log.length + 10);
  const before = open.items();
  expect(before.at(-1)).toMatchObject({ type: "assistant", state: "running" });
  let told = 0;
  open.store.subscribe(() => {
    told += 1;
  });
  open.deliver(150);
  expect(open.frames.waiting).toBe(1);
  const after = open.items();
  expect(told).toBe(1);
  expect(after).not.toBe(before);
  expect(after.slice(0, -1).every((item, at) => item === before[at])).toBe(true);
  expect(after.at(-1)).not.toBe(before.at(-1));
  const parts = (items: readonly ChatItem[]) =>
    items.flatMap((item) => (item.type === "assistant" ? [item.parts] : [])).at(-1);
  expect(parts(after)?.[0]).toBe(parts(before)?.[0]);
  expect(parts(after)?.[1]).not.toBe(parts(before)?.[1]);
});

test("a message more leaves the rows before it the same objects", async () => {
  const open = page([{ ...long, key: "first" }, long]);
  await settle(open);
  open.deliver(conversation([{ ...long, key: "first" }]).log.length);
  const before = open.items();
  open.deliver(1);
  const after = open.items();
  expect(after).toHaveLength(before.length + 1);
  expect(after.slice(0, -1).every((item, at) => item === before[at])).toBe(true);
});

test("a finished answer keeps its row and its parts' ids from streaming to stored", async () => {
  const open = page([long]);
  await settle(open);
  open.deliver(50);
  const ids = (items: readonly ChatItem[]) =>
    items.map((item) => (item.type === "assistant" ? [item.id, item.parts.map(({ id }) => id)] : item.id));
  const streaming = ids(open.items());
  open.deliver(1_000);
  expect(ids(open.items())).toEqual(streaming);
});

test("older pages are read back to the first message, and the end is known", async () => {
  const many = Array.from(
    { length: 400 },
    (_, at): RunPlan => ({ key: `run${at}`, steps: [{ thinking: [], text: ["x"], tool: false }], ending: "final" }),
  );
  const open = page(many, conversation(many).log.length);
  await settle(open);
  open.items();
  expect(open.store.snapshot).toMatchObject({ hasMore: true, totalMessages: 800 });
  const loaded = Promise.all([open.store.loadOlder(), open.store.loadOlder()]);
  open.answer();
  await loaded;
  await Promise.all([open.store.loadOlder(), settle(open)]);
  expect(open.items()).toHaveLength(800);
  expect(open.store.snapshot.hasMore).toBe(false);
  expect(open.bench.socket().requests.filter(({ method }) => method === "chat.history")).toHaveLength(3);
});

test("a failed read says why, and is made again when the connection is back", async () => {
  const open = page([long]);
  const [request] = open.bench.socket().requests;
  open.bench
    .socket()
    .receive({ type: "res", id: request?.id ?? "", ok: false, error: { code: "UNAVAILABLE", message: "no" } });
  await new Promise(setImmediate);
  open.items();
  expect(open.store.snapshot).toMatchObject({ isLoading: false, error: { code: "UNAVAILABLE" } });
  open.bench.socket().end(1006);
  open.bench.clock.pass(1_000);
  open.bench.socket().greet();
  await settle(open);
  open.items();
  expect(open.store.snapshot).toMatchObject({ isLoading: false, error: undefined });
});

test("a closed store hears and draws nothing", async () => {
  const open = page([long]);
  await settle(open);
  open.items();
  open.store.close();
  open.store.close();
  open.deliver(50);
  expect(open.frames.waiting).toBe(0);
});

import "fake-indexeddb/auto";
import { afterEach, describe, expect, test, vi } from "vitest";
import { clientBench } from "@/server/protocol/testing/client-bench.ts";
import { Outbox } from "./outbox.ts";
import { MAX_ENTRIES, MAX_SENT } from "./outbox-book.ts";
import { MAX_AGE_MS, type OutboxEntry } from "./outbox-entry.ts";
import { memoryStorage, type OutboxStorage, openOutboxStorage } from "./outbox-storage.ts";

const KEY = "agent:main:main";

async function bench(options: { entries?: OutboxEntry[]; storage?: OutboxStorage } = {}) {
  const storage = options.storage ?? memoryStorage(options.entries);
  const at = clientBench();
  let last = 0;
  let echoes = 0;
  const outbox = new Outbox({
    client: at.client,
    storage,
    newKey: () => {
      last += 1;
      return `key-${last}`;
    },
    now: () => at.clock.now(),
    onFault: (error) => at.faults.push(error),
  });
  await settled();
  return {
    ...at,
    outbox,
    /** Keys of what the device keeps. */
    kept: async () => (await storage.all()).map(({ key }) => key),
    /** The conversation shows a message. */
    echo: async (key: string) => {
      echoes += 1;
      const message = { role: "user", content: "", timestamp: 1, __openclaw: { id: key, seq: 1, idempotencyKey: key } };
      at.socket().event(echoes, { event: "session.message", payload: { sessionKey: KEY, message } });
      await settled();
    },
    ready: async () => {
      at.client.connect();
      at.socket().greet();
      await settled();
    },
    reconnect: async () => {
      at.clock.pass(30_000);
      at.socket().greet();
      await settled();
    },
    sends: () =>
      at.socket().requests.filter(({ method }) => method === "chat.send") as {
        id: string;
        params: { idempotencyKey: string };
      }[],
    answer: async (status: "started" | "queued" | "in_flight" = "started") => {
      const request = at.socket().requests.at(-1);
      at.socket().receive({ type: "res", id: request?.id ?? "", ok: true, payload: { runId: "r", status } });
      await settled();
    },
    refuse: async (code: string, retryAfterMs?: number) => {
      const request = at.socket().requests.at(-1);
      at.socket().receive({
        type: "res",
        id: request?.id ?? "",
        ok: false,
        error: { code, message: "no", retryAfterMs },
      });
      await settled();
    },
    states: () => outbox.entries.map(({ delivery }) => delivery.state),
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

const entry = (key: string, more: Partial<OutboxEntry> = {}): OutboxEntry => ({
  key,
  sessionKey: KEY,
  text: key,
  createdAt: 1_000_000,
  principal: "ada",
  delivery: { state: "waiting" },
  ...more,
});

afterEach(() => vi.useRealTimers());

describe("delivery", () => {
  test("what is sent while connected is kept until its conversation shows it", async () => {
    const at = await bench();
    await at.ready();
    const { key, accepted } = at.outbox.send(KEY, "hello", { thinking: "high" });
    expect(at.states()).toEqual(["sending"]);
    expect(at.sends()).toMatchObject([
      { params: { sessionKey: KEY, message: "hello", idempotencyKey: key, thinking: "high" } },
    ]);
    await at.answer();
    expect(await accepted).toMatchObject({ status: "started" });
    expect(at.states()).toEqual(["sent"]);
    expect(await at.kept()).toEqual([key]);
    await at.echo(key);
    expect(at.outbox.entries).toEqual([]);
    expect(await at.kept()).toEqual([]);
  });

  test("what is written offline waits, kept on the device, and goes out in order, one at a time", async () => {
    const at = await bench();
    at.outbox.send(KEY, "one");
    at.outbox.send(KEY, "two");
    expect(at.states()).toEqual(["waiting", "waiting"]);
    expect(await at.kept()).toEqual(["key-1", "key-2"]);
    await at.ready();
    expect(at.sends().map(({ params }) => params.idempotencyKey)).toEqual(["key-1"]);
    await at.answer();
    expect(at.sends().map(({ params }) => params.idempotencyKey)).toEqual(["key-1", "key-2"]);
    await at.answer("queued");
    expect(at.states()).toEqual(["sent", "sent"]);
  });

  test("sessions do not wait for each other", async () => {
    const at = await bench();
    await at.ready();
    at.outbox.send("a", "one");
    at.outbox.send("b", "two");
    expect(at.sends()).toHaveLength(2);
  });

  test("swallowed and cut, it is sent again under its key, and shown once", async () => {
    const at = await bench();
    await at.ready();
    at.outbox.send(KEY, "hello");
    at.socket().end(1006);
    await settled();
    expect(at.states()).toEqual(["sending"]);
    at.clock.pass(500);
    at.socket().greet();
    await settled();
    expect(at.sends().map(({ params }) => params.idempotencyKey)).toEqual(["key-1"]);
    await at.answer("in_flight");
    expect(at.states()).toEqual(["sent"]);
  });

  test("with no answer in time its delivery is unconfirmed; the next connection sends it again", async () => {
    const at = await bench();
    await at.ready();
    at.outbox.send(KEY, "hello");
    at.socket().end(1006);
    at.clock.pass(30_000);
    await settled();
    expect(at.states()).toEqual(["unconfirmed"]);
    await at.reconnect();
    expect(at.sends().map(({ params }) => params.idempotencyKey)).toEqual(["key-1"]);
    await at.answer("in_flight");
    expect(at.states()).toEqual(["sent"]);
  });

  test("given up at the very moment of the new connection, it is sent again all the same", async () => {
    const at = await bench();
    await at.ready();
    at.outbox.send(KEY, "hello");
    at.socket().end(1006);
    await at.reconnect();
    expect(at.sends().map(({ params }) => params.idempotencyKey)).toEqual(["key-1"]);
  });

  test("a refusal is shown with its reason; a retry uses the same key, and a discard gives the words back", async () => {
    const at = await bench();
    await at.ready();
    const { key, accepted } = at.outbox.send(KEY, "hello");
    await at.refuse("FORBIDDEN");
    await expect(accepted).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(at.outbox.entries).toMatchObject([{ delivery: { state: "failed", code: "FORBIDDEN", message: "no" } }]);
    at.outbox.retry(key);
    await settled();
    expect(at.sends().map(({ params }) => params.idempotencyKey)).toEqual([key, key]);
    expect(await at.outbox.discard(key)).toBeUndefined();
    await at.refuse("FORBIDDEN");
    expect(await at.outbox.discard(key)).toMatchObject({ text: "hello" });
    expect(await at.kept()).toEqual([]);
  });

  test("a discarded message rejects who waits for it", async () => {
    const at = await bench();
    const { key, accepted } = at.outbox.send(KEY, "hello");
    await at.outbox.discard(key);
    await expect(accepted).rejects.toMatchObject({ code: "ABORTED" });
  });

  test("a server that takes it later is asked later, a bounded number of times", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const at = await bench();
    await at.ready();
    at.outbox.send(KEY, "hello");
    for (let tries = 1; tries < 8; tries += 1) {
      await at.refuse("STARTING", 2_000);
      expect(at.states()).toEqual(["waiting"]);
      vi.advanceTimersByTime(1_999);
      expect(at.sends()).toHaveLength(tries);
      vi.advanceTimersByTime(1);
      await settled();
      expect(at.sends()).toHaveLength(tries + 1);
    }
    await at.refuse("STARTING", 2_000);
    expect(at.states()).toEqual(["failed"]);
  });

  test(`at most ${MAX_ENTRIES} wait, and the next is refused in words`, async () => {
    const at = await bench();
    for (let n = 0; n < MAX_ENTRIES; n += 1) at.outbox.send(KEY, "x");
    expect(() => at.outbox.send(KEY, "one too many")).toThrow(/not delivered yet/);
    expect(at.outbox.entries).toHaveLength(MAX_ENTRIES);
  });
});

describe("after a reload", () => {
  test("what was left goes out, also what was being sent: its key makes it safe", async () => {
    const at = await bench({ entries: [entry("a", { delivery: { state: "sending" } }), entry("b")] });
    expect(at.states()).toEqual(["unconfirmed", "waiting"]);
    await at.ready();
    expect(at.sends().map(({ params }) => params.idempotencyKey)).toEqual(["a"]);
    await at.answer();
    expect(at.sends().map(({ params }) => params.idempotencyKey)).toEqual(["a", "b"]);
  });

  test("what failed stays failed, and what is older than a day waits for a hand", async () => {
    const failed = entry("f", { delivery: { state: "failed", code: "FORBIDDEN", message: "no" } });
    const at = await bench({ entries: [failed, entry("old", { createdAt: 1_000_000 - MAX_AGE_MS - 1 })] });
    await at.ready();
    expect(at.states()).toEqual(["failed", "failed"]);
    expect(at.sends()).toEqual([]);
    at.outbox.retry("old");
    await settled();
    expect(at.sends().map(({ params }) => params.idempotencyKey)).toEqual(["old"]);
  });

  test(`what was delivered and never shown is kept for a day, ${MAX_SENT} of them at most`, async () => {
    const sent = (key: string, takenAt: number) => entry(key, { delivery: { state: "sent" }, takenAt });
    const many = Array.from({ length: MAX_SENT + 1 }, (_, at) => sent(`k${at}`, 1_000_000));
    const at = await bench({ entries: [sent("old", 1_000_000 - MAX_AGE_MS - 1), ...many] });
    expect(at.outbox.entries.map(({ key }) => key)).toEqual(many.slice(1).map(({ key }) => key));
    expect(await at.kept()).toHaveLength(MAX_SENT);
    at.outbox.send(KEY, "these do not stand in the way of words");
  });

  test("another person's words on this device are not sent", async () => {
    const at = await bench({ entries: [entry("hers", { principal: "grace" }), entry("mine")] });
    await at.ready();
    expect(at.sends().map(({ params }) => params.idempotencyKey)).toEqual(["mine"]);
  });

  test("IndexedDB keeps it over the page's end", async () => {
    const first = await bench({ storage: openOutboxStorage() });
    first.outbox.send(KEY, "hello");
    first.outbox.close();
    const kept = () => openOutboxStorage().all();
    await expect.poll(async () => (await kept()).length).toBe(1);
    const second = await bench({ storage: openOutboxStorage() });
    await expect.poll(() => second.outbox.entries).toMatchObject([{ key: "key-1", text: "hello" }]);
    await second.ready();
    await expect.poll(() => second.sends()).toHaveLength(1);
    await second.answer();
    await second.echo("key-1");
    await expect.poll(async () => (await kept()).length).toBe(0);
  });

  test("without IndexedDB the page keeps it", async () => {
    vi.stubGlobal("indexedDB", undefined);
    const at = await bench({ storage: openOutboxStorage() });
    vi.unstubAllGlobals();
    at.outbox.send(KEY, "hello");
    await at.ready();
    expect(at.sends()).toHaveLength(1);
    expect(at.faults).toEqual([]);
  });

  test("a device that refuses to keep it is reported, and it is sent all the same", async () => {
    const broken = async () => {
      throw new Error("disk full");
    };
    const at = await bench({ storage: { all: broken, change: broken, onGone: () => () => {} } });
    await at.ready();
    at.outbox.send(KEY, "hello");
    await settled();
    expect(at.sends()).toHaveLength(1);
    expect(at.faults.length).toBeGreaterThan(0);
  });
});

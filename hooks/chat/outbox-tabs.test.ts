import "fake-indexeddb/auto";
import { afterEach, expect, test, vi } from "vitest";
import { clientBench } from "@/server/protocol/testing/client-bench.ts";
import { Outbox } from "./outbox.ts";
import { openOutboxStorage } from "./outbox-storage.ts";

const KEY = "agent:main:main";
const tabs: Outbox[] = [];

afterEach(async () => {
  for (const outbox of tabs.splice(0)) outbox.close();
  vi.unstubAllGlobals();
  const device = openOutboxStorage();
  for (const { key } of await device.all()) await device.change(key, () => null);
});

let lastKey = 0;

/** A tab of a browser in which all tabs have one device, offline until `ready()`. */
async function tab() {
  const at = clientBench();
  const storage = openOutboxStorage();
  const outbox = new Outbox({
    client: at.client,
    storage,
    newKey: () => {
      lastKey += 1;
      return `key-${lastKey}`;
    },
    now: () => at.clock.now(),
    onFault: (error) => at.faults.push(error),
  });
  tabs.push(outbox);
  const known = (await storage.all()).length;
  await expect.poll(() => outbox.entries.length).toBe(known);
  return {
    ...at,
    outbox,
    sent: () => at.socket().requests.filter(({ method }) => method === "chat.send"),
    answer: () => {
      const { id = "" } = at.socket().requests.at(-1) ?? {};
      at.socket().receive({ type: "res", id, ok: true, payload: { runId: "r", status: "started" } });
    },
    states: () => outbox.entries.map(({ delivery }) => delivery.state),
  };
}

/** One tab that wrote a message without a connection, and one that found it on the device. */
async function twoWithOne() {
  const one = await tab();
  const { key, accepted } = one.outbox.send(KEY, "hello");
  await expect.poll(async () => (await openOutboxStorage().all()).length).toBe(1);
  const other = await tab();
  expect(other.states()).toEqual(["waiting"]);
  return { one, other, key, accepted };
}

test("a message that is discarded in one tab is gone in the other, which sends nothing", async () => {
  const { one, other, key } = await twoWithOne();
  expect(await one.outbox.discard(key)).toMatchObject({ text: "hello" });
  await expect.poll(other.states).toEqual([]);
  other.ready();
  expect(other.sent()).toEqual([]);
});

test("a tab that has not heard of it finds a discarded message gone before it sends it", async () => {
  vi.stubGlobal("BroadcastChannel", undefined);
  const { one, other, key } = await twoWithOne();
  await one.outbox.discard(key);
  expect(other.states()).toEqual(["waiting"]);
  other.ready();
  await expect.poll(other.states).toEqual([]);
  expect(other.sent()).toEqual([]);
});

test("words that two tabs discard are given back once", async () => {
  const { one, other, key } = await twoWithOne();
  const back = await Promise.all([one.outbox.discard(key), other.outbox.discard(key)]);
  expect(back.filter(Boolean)).toHaveLength(1);
});

test("what another tab is sending is not given back: it says that nobody knows yet", async () => {
  vi.stubGlobal("BroadcastChannel", undefined);
  const { one, other, key } = await twoWithOne();
  other.ready();
  await expect.poll(other.sent).toHaveLength(1);
  expect(await one.outbox.discard(key)).toBeUndefined();
  expect(one.states()).toEqual(["unconfirmed"]);
});

test("what another tab has sent is not sent again, and is sent in both", async () => {
  const { one, other, accepted } = await twoWithOne();
  other.ready();
  await expect.poll(other.sent).toHaveLength(1);
  other.answer();
  await expect.poll(other.states).toEqual(["sent"]);
  one.ready();
  await expect.poll(one.states).toEqual(["sent"]);
  expect(one.sent()).toEqual([]);
  expect(await accepted).toMatchObject({ status: "in_flight" });
});

test("a tab that is closed while it sends leaves the message to the other", async () => {
  const { one, other } = await twoWithOne();
  one.ready();
  await expect.poll(one.sent).toHaveLength(1);
  one.outbox.close();
  other.ready();
  await expect.poll(other.sent).toHaveLength(1);
});

import { expect, test } from "vitest";
import type { EventCodec } from "../dialects/dialect.ts";
import type { Wants } from "./batch.ts";
import { type Feed, Feeds } from "./feeds.ts";
import { decodeFrames } from "./testing/held-sink.ts";
import { delta, StageGateway } from "./testing/stage-gateway.ts";

function codecNamed(name: string, skip = ""): EventCodec & { calls: number } {
  return {
    name,
    calls: 0,
    encode({ event, seq }) {
      this.calls += 1;
      return event === skip ? undefined : `${name}${seq}`;
    },
  };
}

const READER = { id: "reader", name: "Reader", scopes: ["operator.read" as const] };

function wants(scope: Wants["scope"], ...codecs: EventCodec[]): Wants {
  return { codecs, codecKey: codecs.map(({ name }) => name).join("+"), scope, lacks: [], reader: READER };
}

function feedOf(events: number): { feed: Feed; gateway: StageGateway } {
  const gateway = new StageGateway();
  const feeds = new Feeds({ onFault: (error) => expect.fail(String(error)) });
  feeds.follow(gateway);
  for (let n = 0; n < events; n += 1) gateway.emit("chat", delta("x".repeat(100), n, { sessionKey: `s${n % 3}` }));
  return { feed: feeds.get(gateway.id) as Feed, gateway };
}

test("each event is encoded once by each codec, whoever reads it in whatever batch", () => {
  const { feed } = feedOf(20);
  const [a, b] = [codecNamed("a"), codecNamed("b")];
  for (const from of [0, 5, 0, 10]) {
    feed.batch(from, 20).encoded(wants("all", a), false);
    feed.batch(from, 20).encoded(wants("all", a, b), false);
    feed.batch(from, 20).encoded(wants(new Set(["s1"]), b), false);
  }
  expect([a.calls, b.calls]).toEqual([20, 20]);
});

test("with two codecs each event comes in both; an event that a codec leaves out comes in the other", () => {
  const { feed, gateway } = feedOf(2);
  gateway.emit("tick", {});
  const { bytes, frames } = feed.batch(0, 3).encoded(wants("all", codecNamed("a"), codecNamed("b", "tick")), false);
  expect(decodeFrames(bytes)).toEqual(["a1", "b1", "a2", "b2", "a3"]);
  expect(frames).toBe(5);
});

test("a batch holds no more than 256 events or 64 KiB and one more, and says that it is full", () => {
  const { feed, gateway } = feedOf(300);
  expect(feed.batch(0, 300)).toMatchObject({ from: 0, to: 256, full: true });
  expect(feed.batch(256, 300)).toMatchObject({ from: 256, to: 300, full: false });
  for (let n = 0; n < 5; n += 1) gateway.emit("log_entry", "x".repeat(40_000));
  expect(feed.batch(300, 305)).toMatchObject({ from: 300, to: 302, full: true });
});

test("readers who begin anywhere soon read the same batches, which are kept; a batch that can still grow is not", () => {
  const { feed, gateway } = feedOf(600);
  const codec = codecNamed("a");
  expect(feed.batch(7, 600)).toMatchObject({ from: 7, to: 256, full: true });
  expect(feed.batch(200, 600)).toMatchObject({ from: 200, to: 256, full: true });
  const block = feed.batch(256, 600);
  const growing = feed.batch(512, 600);
  const { bytes } = block.encoded(wants("all", codec), false);
  expect([block.to, growing.to]).toEqual([512, 600]);
  gateway.emit("chat", delta("one more"));
  feed.flush();
  expect(feed.batch(256, 601)).toBe(block);
  expect(feed.batch(256, 601).encoded(wants("all", codec), false).bytes).toBe(bytes);
  expect(feed.batch(512, 601)).toMatchObject({ from: 512, to: 601, full: false });
  expect(feed.batch(256, 300)).toMatchObject({ from: 256, to: 300, full: false });
});

test("readers at one position share a batch, and the few newest batches are kept", () => {
  const { feed } = feedOf(50);
  const first = feed.batch(0, 50);
  expect(feed.batch(0, 50)).toBe(first);
  expect(feed.batch(0, 49)).not.toBe(first);
  for (let from = 10; from < 20; from += 1) feed.batch(from, 50);
  expect(feed.batch(0, 50)).not.toBe(first);
});

test("readers who want the same of a batch share its bytes; no more are kept than the bound", () => {
  const { feed } = feedOf(3);
  const batch = feed.batch(0, 3);
  const codec = codecNamed("a");
  const first = batch.encoded(wants(new Set(["s1"]), codec), false);
  expect(batch.encoded(wants(new Set(["s1", "elsewhere"]), codec), false)).toBe(first);
  expect(batch.encoded(wants(new Set(["s2"]), codec), false)).not.toBe(first);
  for (let n = 0; n < 64; n += 1) batch.encoded(wants("all", codecNamed(`c${n}`)), false);
  expect(batch.encoded(wants(new Set(["s1"]), codec), false)).not.toBe(first);
});

test("an event for an audience is in the bytes of those alone whom it admits; they are made once for all who hear the same", () => {
  const { feed, gateway } = feedOf(1);
  const circle = { admits: ({ id }: { id: string }) => id !== "reader" };
  const other = { admits: () => true };
  gateway.emit("chat", delta("secret"), circle);
  gateway.emit("chat", delta("told to all"), other);
  const codec = codecNamed("a");
  const batch = feed.batch(0, 3);
  const as = (id: string): Wants => ({ ...wants("all", codec), reader: { id, name: id, scopes: [] } });
  expect(decodeFrames(batch.encoded(as("reader"), false).bytes)).toEqual(["a1", "a3"]);
  expect(decodeFrames(batch.encoded(as("ann"), false).bytes)).toEqual(["a1", "a2", "a3"]);
  expect(batch.encoded(as("ben"), false)).toBe(batch.encoded(as("ann"), false));
  expect(codec.calls).toBe(3);
});

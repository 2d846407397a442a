import * as fc from "fast-check";
import { expect, onTestFinished, test, vi } from "vitest";
import type { EventCodec } from "../dialects/dialect.ts";
import { type Feed, Feeds } from "./feeds.ts";
import { frameText } from "./framing.ts";
import { Outbox, type OutboxLimits } from "./outbox.ts";
import { HeldSink } from "./testing/held-sink.ts";
import { delta, StageGateway } from "./testing/stage-gateway.ts";

/** Texts say their own seq, so that joined deltas can be told apart: `"3;4;"` are the events 3 and 4. */
const codec: EventCodec = {
  name: "test",
  encode: ({ seq, json }) => JSON.stringify({ seq, payload: JSON.parse(json) }),
  encodeLoss: (_gateway, reason) => JSON.stringify({ lost: reason }),
};

const tick = () => new Promise<void>((resolve) => setImmediate(resolve));

function setUp(options: { maxBytes?: number; highWaterMark?: number; limits?: Partial<OutboxLimits> } = {}) {
  const gateway = new StageGateway();
  const feeds = new Feeds({ maxBytes: options.maxBytes, onFault: (error) => expect.fail(String(error)) });
  feeds.follow(gateway);
  const feed = feeds.get(gateway.id) as Feed;
  const sink = new HeldSink({ highWaterMark: options.highWaterMark ?? 200 });
  const overrun = vi.fn();
  const outbox = new Outbox({
    sink,
    flusher: feeds.flusher,
    limits: { softBytes: 200, hardBytes: 1_000_000, stallMs: 60_000, ...options.limits },
    onOverrun: overrun,
  });
  outbox.addCodec(codec);
  outbox.attach(feed);
  const emitDelta = (more = "", run = {}) => gateway.emit("chat", delta(`${feed.log.head + 1};${more}`, 1, run));
  const reply = (frame: object) => outbox.send(frameText(JSON.stringify(frame)));
  return { gateway, feed, sink, outbox, overrun, emitDelta, reply };
}

type Command =
  | { do: "delta"; run: string }
  | { do: "other" }
  | { do: "reply" }
  | { do: "resume"; back: number }
  | { do: "read" }
  | { do: "tick" };

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant("delta" as const), run: fc.constantFrom("r1", "r2") }) },
  { weight: 2, arbitrary: fc.constant<Command>({ do: "other" }) },
  { weight: 3, arbitrary: fc.constant<Command>({ do: "reply" }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("resume" as const), back: fc.nat(8) }) },
  { weight: 3, arbitrary: fc.constantFrom<Command>({ do: "read" }, { do: "tick" }, { do: "tick" }) },
);

/** Follows what was received, and finds any event that is missing, twice, out of order, or on the wrong side of a reply. */
function check(texts: readonly string[], head: number): void {
  let at = 0;
  let lost = false;
  for (const frame of texts.map((text) => JSON.parse(text))) {
    if (frame.lost) {
      lost = true;
    } else if (frame.after !== undefined) {
      if (!lost)
        expect(at, "a reply stands behind what happened before it, and before what happened later").toBe(frame.after);
      if (frame.goTo !== undefined) {
        at = frame.goTo;
        lost = false;
      }
    } else {
      const seqs: number[] = String(frame.payload.deltaText ?? `${frame.payload.n};`)
        .split(";")
        .slice(0, -1)
        .map(Number);
      if (lost) at = (seqs[0] ?? 0) - 1;
      lost = false;
      for (const seq of seqs) {
        expect(seq, "the next event").toBe(at + 1);
        at = seq;
      }
      expect(frame.seq, "a frame's seq is that of its last event").toBe(at);
    }
  }
  if (!lost) expect(at, "all was delivered").toBe(head);
}

test.each([
  { name: "with a log that keeps everything", maxBytes: 10_000_000 },
  { name: "with a log that lets go of what a slow reader has not read", maxBytes: 6_000 },
])(
  "RES-2: any interleaving of events, replies, stalls and resumes delivers each event once, in order, or says that it cannot: $name",
  { timeout: 120_000 },
  async ({ maxBytes }) => {
    let losses = 0;
    let merges = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 20, maxLength: 120, size: "max" }), async (commands) => {
        const { gateway, feed, sink, outbox, emitDelta, reply } = setUp({ maxBytes });
        for (const step of commands) {
          const { head } = feed.log;
          if (step.do === "delta") emitDelta("", { runId: step.run });
          else if (step.do === "other") gateway.emit("other", { n: head + 1 });
          else if (step.do === "reply") reply({ after: head });
          else if (step.do === "read") sink.release();
          else if (step.do === "tick") await tick();
          else {
            const seq = Math.max(0, head - step.back);
            if (!feed.log.check({ epoch: feed.log.epoch, seq }).ok) continue;
            outbox.seek(feed, seq, frameText(JSON.stringify({ after: head, goTo: seq })));
          }
        }
        sink.open();
        await tick();
        await tick();
        check(sink.texts, feed.log.head);
        losses += sink.texts.filter((text) => text.includes("lost")).length;
        merges += sink.texts.filter((text) => /\d;\d/.test(text)).length;
        outbox.close();
      }),
      { numRuns: 10_000, seed: 20260101 },
    );
    expect(merges, "the property met slow readers").toBeGreaterThan(100);
    if (maxBytes < 10_000) expect(losses, "the property met overtaken readers").toBeGreaterThan(20);
  },
);

test("a stalled reader holds a position: what waits for it does not grow with the events", async () => {
  const { sink, emitDelta } = setUp({ maxBytes: 100_000 });
  for (let n = 0; n < 5_000; n += 1) {
    emitDelta("x".repeat(200));
    if (n % 100 === 0) await tick();
  }
  expect(sink.writableLength).toBeLessThan(70_000);
  sink.open();
  await tick();
  expect(sink.texts.filter((text) => text.includes("lost"))).toEqual(['{"lost":"evicted"}']);
});

test("RES-3: an overtaken reader is told so once and goes on live", async () => {
  const { sink, emitDelta } = setUp({ maxBytes: 5_000 });
  emitDelta("x".repeat(400));
  await tick();
  for (let n = 0; n < 50; n += 1) emitDelta();
  await tick();
  sink.open();
  await tick();
  emitDelta();
  await tick();
  expect(sink.texts.slice(1).map((text) => JSON.parse(text))).toEqual([
    { lost: "evicted" },
    { seq: 52, payload: expect.objectContaining({ deltaText: "52;" }) },
  ]);
});

test("a reader that has caught up gets each delta by itself again", async () => {
  const { sink, emitDelta } = setUp();
  emitDelta("x".repeat(400));
  await tick();
  emitDelta();
  emitDelta();
  await tick();
  sink.open();
  await tick();
  emitDelta();
  emitDelta();
  await tick();
  expect(sink.texts.map((text) => JSON.parse(text).seq)).toEqual([1, 3, 4, 5]);
});

test("a slow reader that resumes gets what it missed event by event; what came later may be joined", async () => {
  const { feed, sink, outbox, emitDelta } = setUp();
  emitDelta("x".repeat(400));
  await tick();
  for (let n = 2; n <= 21; n += 1) emitDelta();
  outbox.seek(feed, 1, frameText("{}"));
  for (let n = 22; n <= 41; n += 1) emitDelta();
  sink.open();
  await tick();
  const exact = Array.from({ length: 20 }, (_, index) => index + 2);
  expect(sink.texts.map((text) => JSON.parse(text).seq)).toEqual([1, 21, undefined, ...exact, 41]);
});

test("nothing for an audience is in what is joined for a slow reader whom it does not admit", async () => {
  const insiders = { admits: ({ id }: { id: string }) => id === "ann" };
  for (const [id, told] of [
    ["ann", ["1;", "2;4;", "secret 3;", "5;6;", "secret 7;secret 8;", "9;"]],
    ["bob", ["1;", "2;4;5;6;9;"]],
  ] as const) {
    const { gateway, feed, sink, outbox } = setUp();
    // With all scopes: what is left out is left out for its audience alone.
    outbox.setReader({ id, name: id, scopes: ["operator.admin"] });
    gateway.emit("chat", delta(`1;${"x".repeat(400)}`));
    await tick();
    for (const n of [2, 4, 3, 5, 6, 7, 8, 9]) {
      const hidden = [3, 7, 8].includes(n);
      gateway.emit(
        "chat",
        delta(`${hidden ? "secret " : ""}${n};`, 1, { runId: hidden ? "s" : "r" }),
        hidden ? insiders : undefined,
      );
    }
    expect(outbox.countAfter(feed, 0)).toBe(id === "ann" ? 9 : 6);
    await tick();
    sink.open();
    await tick();
    const words = sink.texts.map((text) => JSON.parse(text).payload.deltaText.replace(/x+/, ""));
    expect(words).toEqual(told);
  }
});

test("a reader that is joined for and one that is not share no bytes", async () => {
  const slow = setUp();
  slow.emitDelta("x".repeat(400));
  await tick();
  for (let n = 2; n <= 9; n += 1) slow.emitDelta();
  await tick();
  slow.sink.open();
  await tick();
  const sink = new HeldSink();
  sink.open();
  const exact = new Outbox({ sink, flusher: new Feeds({ onFault: () => {} }).flusher, onOverrun: () => {} });
  exact.addCodec(codec);
  exact.attach(slow.feed);
  exact.seek(slow.feed, 1, frameText("{}"));
  await tick();
  expect(slow.sink.texts.map((text) => JSON.parse(text).seq)).toEqual([1, 9]);
  expect(sink.texts.slice(1).map((text) => JSON.parse(text).seq)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
});

test("one that resumes far back takes no more into its socket than that takes", async () => {
  const { feed, sink, outbox, emitDelta } = setUp({ highWaterMark: 70_000, limits: { softBytes: 70_000 } });
  sink.open();
  for (let n = 0; n < 5_000; n += 1) {
    emitDelta("x".repeat(300));
    if (n % 100 === 0) await tick();
  }
  await tick();
  const held = new HeldSink({ highWaterMark: 70_000 });
  const late = new Outbox({ sink: held, flusher: new Feeds({ onFault: () => {} }).flusher, onOverrun: () => {} });
  late.addCodec(codec);
  late.attach(feed);
  late.seek(feed, 0, frameText("{}"));
  await tick();
  expect(held.writableLength).toBeLessThan(250_000);
  held.open();
  await tick();
  expect(held.texts).toHaveLength(5_001);
  late.close();
  outbox.close();
});

test("replies of a reader that reads may come to any size over time", async () => {
  const { sink, overrun, emitDelta, reply } = setUp({ limits: { hardBytes: 10_000 } });
  for (let round = 0; round < 20; round += 1) {
    emitDelta("x".repeat(400));
    for (let n = 0; n < 5; n += 1) reply({ text: "x".repeat(1_000) });
    await tick();
    while (sink.writableLength > 0) {
      sink.release();
      await tick();
    }
  }
  expect(overrun).not.toHaveBeenCalled();
  expect(sink.texts.filter((text) => text.startsWith('{"text"'))).toHaveLength(100);
});

test("readers with different scopes at the same position get different bytes", async () => {
  const { gateway, feed, outbox } = setUp();
  outbox.close();
  const readers = ["one", "two"].map((session) => {
    const sink = new HeldSink();
    sink.open();
    const reader = new Outbox({ sink, flusher: new Feeds({ onFault: () => {} }).flusher, onOverrun: () => {} });
    reader.addCodec(codec);
    reader.setScope(new Set([session]));
    reader.attach(feed);
    return sink;
  });
  for (const sessionKey of ["one", "two", "three"]) gateway.emit("chat", delta(sessionKey, 1, { sessionKey }));
  await tick();
  expect(readers.map((sink) => sink.texts.map((text) => JSON.parse(text).payload.deltaText))).toEqual([
    ["one"],
    ["two"],
  ]);
});

test("a stalled reader whose replies pile up is given up at the bound", async () => {
  const { sink, outbox, overrun, emitDelta, reply } = setUp({ limits: { hardBytes: 10_000 } });
  emitDelta("x".repeat(400));
  await tick();
  let sent = 0;
  while (overrun.mock.calls.length === 0 && sent < 1_000) {
    reply({ text: "x".repeat(1_000) });
    sent += 1;
  }
  expect(sent).toBeLessThanOrEqual(11);
  expect(overrun).toHaveBeenCalledTimes(1);
  sink.open();
  await tick();
  expect(sink.texts, "nothing is written after it was given up").toHaveLength(1);
  outbox.close();
});

test("a reader that does not drain in time is given up", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const { overrun, emitDelta, sink } = setUp({ limits: { stallMs: 30_000 } });
  emitDelta("x".repeat(400));
  await tick();
  vi.advanceTimersByTime(29_000);
  sink.release();
  emitDelta("x".repeat(400));
  await tick();
  vi.advanceTimersByTime(29_000);
  expect(overrun, "it has drained in between").not.toHaveBeenCalled();
  vi.advanceTimersByTime(1_001);
  expect(overrun).toHaveBeenCalledTimes(1);
});

test("events of one tick are one write; readers at the same position get the same bytes", async () => {
  const { gateway, feed, outbox } = setUp();
  outbox.close();
  const written: Buffer[][] = [[], []];
  for (const into of written) {
    const sink = new HeldSink();
    sink.open();
    const write = sink.write.bind(sink);
    sink.write = (bytes: Buffer) => into.push(bytes) > 0 && write(bytes);
    const reader = new Outbox({ sink, flusher: new Feeds({ onFault: () => {} }).flusher, onOverrun: () => {} });
    reader.addCodec(codec);
    reader.attach(feed);
  }
  for (let n = 0; n < 20; n += 1) gateway.emit("other", { n });
  await tick();
  expect(written[0]).toHaveLength(1);
  expect(written[1]?.[0]).toBe(written[0]?.[0]);
});

test("a scoped reader gets chatty events of its sessions only, and everything else", async () => {
  const { gateway, sink, outbox } = setUp({ highWaterMark: 100_000, limits: { softBytes: 100_000 } });
  outbox.setScope(new Set(["mine"]));
  gateway.emit("chat", delta("a", 1, { sessionKey: "mine" }));
  gateway.emit("chat", delta("b", 1, { sessionKey: "other" }));
  gateway.emit("agent", { runId: "r", sessionKey: "other", seq: 2, stream: "thinking", data: { delta: "x" } });
  gateway.emit("chat", { runId: "r", sessionKey: "other", seq: 3, state: "final" });
  gateway.emit("tick", {});
  await tick();
  sink.open();
  expect(sink.texts.map((text) => JSON.parse(text).seq)).toEqual([1, 4, 5]);
  outbox.setScope("all");
  gateway.emit("chat", delta("c", 1, { sessionKey: "other" }));
  await tick();
  expect(sink.texts.map((text) => JSON.parse(text).seq)).toEqual([1, 4, 5, 6]);
});

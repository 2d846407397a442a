import { expect, test } from "vitest";
import type { InFlightRun } from "../protocol/chat.ts";
import { MAX_WAITING, MAX_WAITING_PER_SESSION, type QueueMode, RunQueue, type WaitingRun } from "./run-queue.ts";

const IN_FLIGHT: InFlightRun = { runId: "", startedAt: 0, text: "", thinking: "", tools: [], seq: 0 };

/** A queue whose turns end when they are told to. */
function openQueue(limit = 4) {
  const begun: string[][] = [];
  const ends = new Map<string, () => void>();
  const queue = new RunQueue({
    limit,
    begin: (batch, release) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      const { run } = batch[0];
      begun.push(batch.map((entry) => entry.run.runId));
      ends.set(run.runId, () => {
        release();
        resolve();
      });
      return { run, stop: () => true, done: promise, snapshot: () => IN_FLIGHT, unheard: () => [] };
    },
  });
  const end = async (runId: string) => {
    ends.get(runId)?.();
    await new Promise(setImmediate);
  };
  return { queue, begun, end };
}

function entry(sessionKey: string, runId: string, mode: QueueMode = "followup"): WaitingRun {
  const input = { role: "user" as const, content: runId, timestamp: 0, __openclaw: { id: runId } };
  return { run: { runId, sessionKey, agentId: "main", state: "queued", createdAt: 0, input }, mode };
}

test("sessions take turns by who has waited longest", async () => {
  const { queue, begun, end } = openQueue(1);
  for (const [key, runId] of [
    ["a", "a1"],
    ["a", "a2"],
    ["b", "b1"],
    ["c", "c1"],
    ["b", "b2"],
  ] as const) {
    queue.add(entry(key, runId));
  }
  for (const runId of ["a1", "a2", "b1", "c1"]) await end(runId);
  expect(begun.flat()).toEqual(["a1", "a2", "b1", "c1", "b2"]);
});

test("a session waits with one that goes on, another does not", () => {
  const { queue, begun } = openQueue();
  queue.add(entry("a", "a1"));
  queue.add(entry("a", "a2"));
  queue.add(entry("b", "b1"));
  expect(begun).toEqual([["a1"], ["b1"]]);
  expect(queue.waiting("a").map(({ run }) => run.runId)).toEqual(["a2"]);
});

test("those that collect are joined into the one before them", async () => {
  const { queue, begun, end } = openQueue();
  queue.add(entry("a", "1"));
  for (const [runId, mode] of [
    ["2", "followup"],
    ["3", "collect"],
    ["4", "followup"],
    ["5", "collect"],
  ] as const) {
    queue.add(entry("a", runId, mode));
  }
  await end("1");
  await end("2");
  expect(begun).toEqual([["1"], ["2", "3"], ["4", "5"]]);
});

test("an interrupting run goes first, but not before one whose message stands in the transcript", async () => {
  const { queue, begun, end } = openQueue(1);
  queue.add(entry("other", "0"));
  const { run } = entry("a", "1");
  queue.add({ run: { ...run, input: undefined }, mode: "followup" });
  queue.add(entry("a", "2"));
  queue.add(entry("a", "3", "interrupt"));
  for (const runId of ["0", "1", "3"]) await end(runId);
  expect(begun.flat()).toEqual(["0", "1", "3", "2"]);
});

test("while a session is held nothing of it begins", () => {
  const { queue, begun } = openQueue();
  const releases = [queue.hold("a"), queue.hold("a")];
  queue.add(entry("a", "1"));
  expect(queue.isIdle("a")).toBe(false);
  releases[0]?.();
  releases[0]?.();
  expect(begun).toEqual([]);
  releases[1]?.();
  expect(begun).toEqual([["1"]]);
});

test("steering is taken once, and is answered next when it came too late", async () => {
  const { queue, begun, end } = openQueue();
  expect(queue.steer(entry("a", "0"))).toBe(false);
  queue.add(entry("a", "1"));
  expect(queue.steer(entry("a", "2"))).toBe(true);
  expect(queue.takeSteering("a").map(({ run }) => run.runId)).toEqual(["2"]);
  expect(queue.takeSteering("a")).toEqual([]);
  queue.steer(entry("a", "3"));
  await end("1");
  expect(begun).toEqual([["1"], ["3"]]);
});

test("withdrawing takes what waits, not what goes on", () => {
  const { queue } = openQueue();
  queue.add(entry("a", "1"));
  queue.add(entry("a", "2"));
  queue.steer(entry("a", "3"));
  expect(queue.withdraw("a", "1")).toEqual([]);
  expect(queue.withdraw("a", "2").map(({ run }) => run.runId)).toEqual(["2"]);
  expect(queue.withdraw("a").map(({ run }) => run.runId)).toEqual(["3"]);
  expect(queue.waiting("a")).toEqual([]);
});

test("what waits has a bound, for a session and over all", () => {
  const { queue } = openQueue(1);
  queue.add(entry("first", "0"));
  for (let n = 0; n < MAX_WAITING; n += 1) {
    const key = `s${Math.floor(n / MAX_WAITING_PER_SESSION)}`;
    expect(() => queue.admit(key)).not.toThrow();
    queue.add(entry(key, `${n}`));
    if ((n + 1) % MAX_WAITING_PER_SESSION === 0) expect(() => queue.admit(key)).toThrow("wait in this session");
  }
  expect(() => queue.admit("fresh")).toThrow(expect.objectContaining({ code: "RATE_LIMITED" }));
});

test("a session of which nothing is left is forgotten", async () => {
  const { queue, end } = openQueue();
  queue.add(entry("a", "1"));
  queue.hold("b")();
  await end("1");
  expect(queue.keys()).toEqual([]);
});

test("after stop nothing begins", async () => {
  const { queue, begun, end } = openQueue(1);
  queue.add(entry("a", "1"));
  queue.add(entry("a", "2"));
  queue.stop();
  await end("1");
  expect(begun).toEqual([["1"]]);
  expect(queue.queued().map(({ run }) => run.runId)).toEqual(["2"]);
});

test("a run that waits for a person leaves its place to another, and goes on at once when it may", async () => {
  const { queue, begun, end } = openQueue(1);
  for (const name of ["a", "b", "c", "d"]) queue.add(entry(name, `${name}1`));
  const [first, second] = [queue.rest("a", "a1"), queue.rest("a", "a1")];
  await Promise.resolve();
  expect(begun.flat()).toEqual(["a1", "b1"]);
  first();
  first();
  await end("b1");
  // It waits for the second thing still.
  expect(begun.flat()).toEqual(["a1", "b1", "c1"]);
  second();
  await end("c1");
  expect(begun.flat()).toEqual(["a1", "b1", "c1"]);
  await end("a1");
  expect(begun.flat()).toEqual(["a1", "b1", "c1", "d1"]);
});

test("a run that ends while it waits for a person frees no place twice, nor does one that does not go on", async () => {
  const { queue, begun, end } = openQueue(1);
  for (const name of ["a", "b", "c", "d"]) queue.add(entry(name, `${name}1`));
  queue.rest("b", "b1")();
  queue.rest("a", "other")();
  const goOn = queue.rest("a", "a1");
  await end("a1");
  goOn();
  await end("none");
  expect(begun.flat()).toEqual(["a1", "b1"]);
  await end("b1");
  expect(begun.flat()).toEqual(["a1", "b1", "c1"]);
});

import { expect, test } from "vitest";
import type { LogEntry } from "@/server/protocol/logs.ts";
import { clientBench } from "@/server/protocol/testing/client-bench.ts";
import { manualFrames } from "../testing/frames.ts";
import type { LogWindow } from "./entry-queue.ts";
import { LogFollower } from "./log-follower.ts";
import { LogLines, MAX_LINES } from "./log-lines.ts";

const lineAt = (cursor: number, more: Partial<LogEntry> = {}): LogEntry => ({
  cursor,
  // Ten lines a millisecond: pages have to tell lines of one time apart.
  time: Math.floor(cursor / 10),
  level: cursor % 100 === 0 ? "error" : "info",
  source: cursor % 2 === 0 ? "hub" : "run",
  msg: `line ${cursor}`,
  ...more,
});

/** A log panel whose server keeps the lines 1 … `kept`. */
async function panel(kept: number) {
  const bench = clientBench().ready();
  const frames = manualFrames();
  const state = { kept };
  const answered = new Set<string>();
  const lines = new LogLines(bench.client, undefined);
  const follower = new LogFollower({ lines, nextFrame: frames.nextFrame });
  const answer = async () => {
    for (const { id, params } of bench.socket().requests) {
      if (answered.has(id)) continue;
      answered.add(id);
      const { to = Number.POSITIVE_INFINITY, limit } = params as { to?: number; limit: number };
      const last = Math.min(state.kept, to * 10 + 9);
      const first = Math.max(1, last - limit + 1);
      const entries = Array.from({ length: last - first + 1 }, (_, at) => lineAt(first + at));
      bench.socket().receive({ type: "res", id, ok: true, payload: { entries, searched: last, truncated: first > 1 } });
    }
    await new Promise(setImmediate);
  };
  let seq = 0;
  const panel = {
    ...bench,
    lines,
    follower,
    answer,
    log: (entry: LogEntry) => {
      seq += 1;
      state.kept = Math.max(state.kept, entry.cursor);
      bench.socket().event(seq, { event: "log_entry", payload: entry });
    },
    setKept: (count: number) => {
      state.kept = count;
    },
    shown: () => {
      frames.draw();
      return { ...follower.state, cursors: cursors(follower.window) };
    },
  };
  await answer();
  return panel;
}

const cursors = (window: LogWindow) => Array.from({ length: window.length }, (_, place) => window.at(place)?.cursor);

test("it shows the newest 2,000 lines and those that come, once each", async () => {
  const { shown, log } = await panel(5_000);
  log(lineAt(5_000));
  log(lineAt(5_001));
  log(lineAt(5_001));
  const { cursors, isComplete } = shown();
  expect(cursors).toHaveLength(2_001);
  expect(cursors.slice(-2)).toEqual([5_000, 5_001]);
  expect(isComplete).toBe(false);
});

test("lines that come before the first page stand behind it", async () => {
  const bench = clientBench().ready();
  const lines = new LogLines(bench.client, undefined);
  for (const cursor of [3, 4]) bench.socket().event(cursor, { event: "log_entry", payload: lineAt(cursor) });
  const [request] = bench.socket().requests;
  bench.socket().receive({
    type: "res",
    id: request?.id ?? "",
    ok: true,
    payload: { entries: [1, 2, 3].map((cursor) => lineAt(cursor)), searched: 3, truncated: false },
  });
  await new Promise(setImmediate);
  expect(cursors(lines.lines)).toEqual([1, 2, 3, 4]);
});

test("it reads back page by page to the first line, though many lines are of one time", async () => {
  const { lines, shown, answer } = await panel(9_000);
  for (let page = 0; page < 2; page += 1) {
    const loading = lines.loadOlder();
    await answer();
    await loading;
  }
  const { cursors, isComplete } = shown();
  expect(cursors).toEqual(Array.from({ length: 9_000 }, (_, at) => at + 1));
  expect(isComplete).toBe(true);
});

test("lines that come while it is paused are counted, and shown when it goes on", async () => {
  const { follower, shown, log } = await panel(10);
  shown();
  follower.setPaused(true);
  for (const cursor of [11, 12, 13, 14]) log(lineAt(cursor));
  expect(shown()).toMatchObject({ newCount: 4, cursors: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] });
  follower.setPaused(false);
  expect(shown().newCount).toBe(0);
  expect(shown().cursors).toHaveLength(14);
});

test("lines alone do not make its state another one", async () => {
  const { follower, shown, log } = await panel(10);
  shown();
  const { state, window } = follower;
  log(lineAt(11));
  shown();
  expect(follower.state).toBe(state);
  expect(follower.window).not.toBe(window);
});

test(`at most ${MAX_LINES} lines are kept: the oldest go, and none is read back into a full log`, async () => {
  const { lines, shown, log, answer } = await panel(1);
  for (let cursor = 2; cursor <= MAX_LINES + 5_000; cursor += 1) log(lineAt(cursor));
  const { cursors } = shown();
  expect([cursors.length, cursors[0], cursors.at(-1)]).toEqual([MAX_LINES, 5_001, MAX_LINES + 5_000]);
  const loading = lines.loadOlder();
  await answer();
  await loading;
  expect(lines.lines.length).toBe(MAX_LINES);
  expect(shown().isComplete).toBe(true);
});

test("after a gap it reads the newest again, and joins them when they follow", async () => {
  const { socket, clock, answer, shown, setKept, lines } = await panel(100);
  const drop = async (kept: number) => {
    setKept(kept);
    socket().end(1006);
    clock.pass(1_000);
    socket().greet();
    socket().receive({ type: "resume_failed", payload: { gateway: "embedded", reason: "evicted" } });
    await answer();
  };
  const { first } = lines.lines;
  await drop(150);
  expect(shown().cursors).toHaveLength(150);
  expect(lines.lines.first).toBe(first);
  await drop(9_000);
  expect(shown().cursors).toHaveLength(2_000);
  await drop(50);
  expect(shown().cursors).toHaveLength(50);
});

test("a log that cannot be read says why, and is read again when the connection is back", async () => {
  const bench = clientBench().ready();
  const lines = new LogLines(bench.client, undefined);
  const [request] = bench.socket().requests;
  bench
    .socket()
    .receive({ type: "res", id: request?.id ?? "", ok: false, error: { code: "FORBIDDEN", message: "no" } });
  await new Promise(setImmediate);
  expect(lines.error).toMatchObject({ code: "FORBIDDEN" });
  bench.socket().end(1006);
  bench.clock.pass(1_000);
  bench.socket().greet();
  expect(bench.socket().requests).toHaveLength(1);
});

import { expect, test } from "vitest";
import type { LogEntry } from "@/server/protocol/logs.ts";
import { clientBench } from "@/server/protocol/testing/client-bench.ts";
import { manualFrames } from "../testing/frames.ts";
import { LogLines, MAX_LINES } from "./log-lines.ts";
import { LogView } from "./log-view.ts";

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
  const state = { kept, time: 0 };
  const answered = new Set<string>();
  const lines = new LogLines(bench.client, undefined);
  const view = new LogView({ lines, nextFrame: frames.nextFrame, now: () => state.time++ });
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
    view,
    frames,
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
      return view.snapshot;
    },
    /** Lets it read back and look until nothing is left to do. */
    finish: async () => {
      for (let round = 0; round < 100; round += 1) {
        frames.draw();
        await answer();
        if (frames.waiting === 0 && !view.snapshot.isSearching) return;
      }
    },
  };
  await answer();
  return panel;
}

const cursors = (entries: readonly LogEntry[]) => entries.map(({ cursor }) => cursor);

test("it shows the newest 2,000 lines and those that come, once each", async () => {
  const { shown, log } = await panel(5_000);
  log(lineAt(5_000));
  log(lineAt(5_001));
  log(lineAt(5_001));
  const { entries, searched, isComplete, sources } = shown();
  expect(entries).toHaveLength(2_001);
  expect(cursors(entries).slice(-2)).toEqual([5_000, 5_001]);
  expect([searched, isComplete, sources]).toEqual([2_001, false, ["hub", "run"]]);
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
  expect(lines.lines.map(({ entry }) => entry.cursor)).toEqual([1, 2, 3, 4]);
});

test("it reads back page by page to the first line, though many lines are of one time", async () => {
  const { lines, shown, answer } = await panel(9_000);
  for (let page = 0; page < 2; page += 1) {
    const loading = lines.loadOlder();
    await answer();
    await loading;
  }
  const { entries, isComplete } = shown();
  expect(entries).toHaveLength(9_000);
  expect(cursors(entries)).toEqual(Array.from({ length: 9_000 }, (_, at) => at + 1));
  expect(isComplete).toBe(true);
});

test("a filter looks at every line that the server keeps, and says how many", async () => {
  const { view, finish } = await panel(40_000);
  view.setFilter({ levels: ["error"] });
  await finish();
  const { entries, searched, isComplete } = view.snapshot;
  expect(entries).toHaveLength(400);
  expect([searched, isComplete]).toEqual([40_000, true]);
  expect(cursors(entries)).toEqual(cursors(entries).toSorted((a, b) => a - b));
});

test("it looks a slice a frame, the newest lines first", async () => {
  const { view, frames, shown } = await panel(2_000);
  shown();
  view.setFilter({ text: "LINE 1" });
  const seen: number[] = [];
  view.subscribe(() => seen.push(view.snapshot.searched));
  frames.draw();
  expect(seen.length).toBeGreaterThanOrEqual(1);
  expect(view.snapshot.entries[0]).toMatchObject({ cursor: 1 });
});

test.each([
  [{ text: "line 77" }, [77, 770, 771, 772, 773, 774, 775, 776, 777, 778, 779]],
  [{ text: "^line 7{3}$", regex: true }, [777]],
  [{ levels: ["error" as const], sources: ["hub"] }, [100, 200, 300, 400, 500, 600, 700, 800, 900, 1000]],
  [{ from: 10, to: 10, sources: ["run"] }, [101, 103, 105, 107, 109]],
  [{ sessionKey: "s" }, []],
])("filter %o", async (filter, expected) => {
  const { view, finish } = await panel(1_000);
  view.setFilter(filter);
  await finish();
  expect(cursors(view.snapshot.entries)).toEqual(expected);
});

test("new lines are filtered as they come, and counted while it is paused", async () => {
  const { view, shown, log, finish } = await panel(10);
  view.setFilter({ sources: ["hub"] });
  await finish();
  view.setPaused(true);
  const before = shown().entries;
  for (const cursor of [11, 12, 13, 14]) log(lineAt(cursor));
  expect(cursors(shown().entries)).toEqual(cursors(before));
  expect(shown().newCount).toBe(2);
  view.setPaused(false);
  expect(cursors(shown().entries)).toEqual([2, 4, 6, 8, 10, 12, 14]);
  expect(shown().newCount).toBe(0);
});

test("a broken regular expression is said, and hides nothing", async () => {
  const { view, shown } = await panel(5);
  view.setFilter({ text: "(", regex: true });
  expect(shown()).toMatchObject({ filterError: expect.stringContaining("(") });
  expect(shown().entries).toHaveLength(5);
});

test(`at most ${MAX_LINES} lines are kept: the oldest go, also from what is shown`, async () => {
  const { lines, shown, log } = await panel(1);
  for (let cursor = 2; cursor <= MAX_LINES + 5_000; cursor += 1) log(lineAt(cursor));
  expect(lines.lines.length).toBeLessThanOrEqual(MAX_LINES + 1_000);
  const { entries } = shown();
  expect(entries.length).toBe(lines.lines.length);
  expect(entries[0]).toBe(lines.lines[0]?.entry);
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
  const first = lines.lines[0];
  await drop(150);
  expect(shown().entries).toHaveLength(150);
  expect(lines.lines[0]).toBe(first);
  await drop(9_000);
  expect(shown().entries).toHaveLength(2_000);
  await drop(50);
  expect(shown().entries).toHaveLength(50);
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

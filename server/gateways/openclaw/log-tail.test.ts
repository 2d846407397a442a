import { afterEach, expect, test, vi } from "vitest";
import { LogBuffer } from "../../logs/buffer.ts";
import type { LogEntry } from "../../protocol/logs.ts";
import { logLineOf } from "./log-lines.ts";
import { LogTail } from "./log-tail.ts";

afterEach(() => void vi.useRealTimers());

/** A line as the gateway writes it. */
function written(msg: string, { level = "INFO", subsystem = "agent/embedded", facts = {} } = {}): string {
  const name = JSON.stringify({ subsystem });
  return JSON.stringify({
    0: name,
    ...(Object.keys(facts).length > 0 ? { 1: facts, 2: msg } : { 1: msg }),
    _meta: { date: "2026-11-21T03:13:02.445Z", logLevelName: level, name },
    time: "2026-11-21T03:13:02.445+00:00",
    message: msg,
    traceId: "d4d4",
  });
}

/** A log that grows, and a tail of it. */
function tailed(most = 20_000) {
  const lines: string[] = [];
  const asked: unknown[] = [];
  const heard: string[] = [];
  const buffer = new LogBuffer({ file: "", maxLines: most, maxBytes: 1e7, startCursor: 0 });
  const tail = new LogTail({
    book: buffer,
    request: async (_method, params) => {
      asked.push(params);
      const { cursor = 0 } = params as { cursor?: number };
      return { file: "x", cursor: lines.length, size: lines.length, lines: lines.slice(cursor) };
    },
    onEntry: (entry: LogEntry) => heard.push(entry.msg),
  });
  return { lines, asked, heard, tail };
}

test("a line keeps what it says, whose it is, how bad it is and what else is known", () => {
  const line = logLineOf(written("run ended", { level: "WARN", facts: { runId: "r1", provider: "fake" } }));
  expect(JSON.parse(line ?? "")).toEqual({
    runId: "r1",
    provider: "fake",
    traceId: "d4d4",
    level: 40,
    time: Date.parse("2026-11-21T03:13:02.445Z"),
    source: "agent/embedded",
    msg: "run ended",
  });
  expect(logLineOf("no json")).toBeUndefined();
  expect(logLineOf('{"message":"without a level"}')).toBeUndefined();
});

test("what was read is searched, and says how much that was", async () => {
  const { lines, tail, asked } = tailed();
  lines.push(written("first"), written("second failed", { level: "ERROR" }));
  expect(await tail.search({ levels: ["error"] })).toMatchObject({
    entries: [{ msg: "second failed", level: "error", source: "agent/embedded" }],
    searched: 2,
  });
  lines.push(written("third failed", { level: "ERROR" }));
  const { entries, searched } = await tail.search({ query: "failed" });
  expect([entries.map(({ msg }) => msg), searched]).toEqual([["second failed", "third failed"], 3]);
  expect(asked[1]).toMatchObject({ cursor: 2 });
  await expect(tail.search({ limit: "all" })).rejects.toMatchObject({ code: "INVALID_REQUEST" });
  tail.close();
});

test("once looked at it is followed, less often while it is quiet, and never for the sake of its own reading", async () => {
  vi.useFakeTimers();
  const { lines, tail, asked, heard } = tailed();
  lines.push(written("old"));
  await tail.search({});
  lines.push(written("news"));
  await vi.advanceTimersByTimeAsync(2_000);
  expect(heard).toEqual(["news"]);
  lines.push(written("⇄ res ✓ logs.tail 175ms conn=fd", { subsystem: "gateway/ws" }));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(heard).toEqual(["news"]);
  const before = asked.length;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked.length - before).toBeLessThanOrEqual(6);
  tail.close();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked.length - before).toBeLessThanOrEqual(6);
});

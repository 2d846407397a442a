import { expect, test, vi } from "vitest";
import type { LogEntry } from "../protocol/logs.ts";
import { LogBuffer } from "./buffer.ts";

const lineOf = (msg: string, more: object = {}) => JSON.stringify({ level: 30, time: 1, ...more, msg });
const messagesOf = (lines: readonly string[]) => lines.map((line) => JSON.parse(line).msg);

function bufferOf(count: number, options: { maxLines?: number; maxBytes?: number; startCursor?: number } = {}) {
  const buffer = new LogBuffer({ file: "x.log", maxLines: 100, maxBytes: 1e6, startCursor: 0, ...options });
  for (let index = 1; index <= count; index += 1) buffer.push(lineOf(`m${index}`));
  return buffer;
}

test("cursors grow by one a line; tail goes on from one", () => {
  const buffer = bufferOf(5);
  expect(buffer.tail({ cursor: 2 })).toMatchObject({ file: "x.log", cursor: 5, size: 5 });
  expect(messagesOf(buffer.tail({ cursor: 2 }).lines)).toEqual(["m3", "m4", "m5"]);
  expect(buffer.tail({ cursor: 5 })).toEqual({ file: "x.log", cursor: 5, size: 5, lines: [] });
  buffer.push(lineOf("m6"));
  expect(messagesOf(buffer.tail({ cursor: 5 }).lines)).toEqual(["m6"]);
});

test("tail with a cursor pages through everything, without one it gives the newest", () => {
  const buffer = bufferOf(10);
  const seen: string[] = [];
  for (let cursor = 0; cursor < buffer.head; ) {
    const page = buffer.tail({ cursor, limit: 3 });
    seen.push(...messagesOf(page.lines));
    cursor = page.cursor;
  }
  expect(seen).toEqual(Array.from({ length: 10 }, (_, index) => `m${index + 1}`));
  const newest = buffer.tail({ limit: 3 });
  expect([messagesOf(newest.lines), newest.cursor, newest.truncated]).toEqual([["m8", "m9", "m10"], 10, true]);
  expect(buffer.tail({}).truncated).toBeUndefined();
});

test("tail keeps to maxBytes, but always gets on", () => {
  const buffer = bufferOf(10);
  const two = (lineOf("m1").length + 1) * 2;
  expect(messagesOf(buffer.tail({ cursor: 0, maxBytes: two }).lines)).toEqual(["m1", "m2"]);
  expect(messagesOf(buffer.tail({ maxBytes: two }).lines)).toEqual(["m10"]);
  expect(messagesOf(buffer.tail({ maxBytes: two + 1 }).lines)).toEqual(["m9", "m10"]);
  expect(messagesOf(buffer.tail({ cursor: 0, maxBytes: 1 }).lines)).toEqual(["m1"]);
  expect(messagesOf(buffer.tail({ maxBytes: 1 }).lines)).toEqual(["m10"]);
});

test("an old or foreign cursor starts anew with the newest", () => {
  const buffer = bufferOf(20, { maxLines: 5, startCursor: 1_000 });
  for (const cursor of [3, 1_014, 1_021]) {
    const page = buffer.tail({ cursor, limit: 2 });
    expect([messagesOf(page.lines), page.reset, page.truncated]).toEqual([["m19", "m20"], true, true]);
  }
  expect(buffer.tail({ cursor: 1_015 }).reset).toBeUndefined();
  expect(messagesOf(buffer.tail({ cursor: 1_015 }).lines)).toEqual(["m16", "m17", "m18", "m19", "m20"]);
});

test("is bounded by lines and by size", () => {
  expect(bufferOf(50, { maxLines: 7 })).toMatchObject({ oldest: 44, head: 50 });
  const bytes = lineOf("m10").length * 3;
  const bySize = bufferOf(50, { maxBytes: bytes });
  expect(bySize).toMatchObject({ oldest: 48, head: 50 });
  expect(bySize.at(47)).toBeUndefined();
  bySize.push(lineOf("x".repeat(bytes)));
  expect(bySize.oldest).toBe(bySize.head);
});

test("an entry has its parts in their places", () => {
  const buffer = bufferOf(0);
  const seen: LogEntry[] = [];
  buffer.onEntry((entry) => seen.push(entry));
  buffer.push(lineOf("hi", { level: 50, time: 7, source: "hub", runId: "r", sessionKey: "s", code: 1 }));
  buffer.push(lineOf("plain"));
  buffer.push("torn {");
  expect(seen).toEqual([
    { cursor: 1, time: 7, level: "error", source: "hub", msg: "hi", runId: "r", sessionKey: "s", fields: { code: 1 } },
    { cursor: 2, time: 1, level: "info", source: "server", msg: "plain" },
  ]);
});

test("a listener that logs neither recurses nor loses the line; one that throws harms nobody", () => {
  const buffer = bufferOf(0);
  const listener = vi.fn(() => buffer.push(lineOf("from a listener")));
  buffer.onEntry(() => {
    throw new Error("broken listener");
  });
  buffer.onEntry(listener);
  buffer.push(lineOf("first"));
  buffer.push(lineOf("second"));
  expect(listener).toHaveBeenCalledTimes(2);
  expect(messagesOf(buffer.tail({}).lines)).toEqual(["first", "from a listener", "second", "from a listener"]);
});

test("unsubscribing ends it, once for each subscription", () => {
  const buffer = bufferOf(0);
  const listener = vi.fn();
  const first = buffer.onEntry(listener);
  buffer.onEntry(listener);
  first();
  first();
  buffer.push(lineOf("m"));
  expect(listener).toHaveBeenCalledTimes(1);
});

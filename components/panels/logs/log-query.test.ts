import { expect, test } from "vitest";
import type { LogEntry } from "@/server/protocol/logs.ts";
import { EVERY_LINE, isFiltering, type LogQuery, matcherOf } from "./log-query.ts";

test("words narrow; an expression that is none hides nothing", () => {
  expect(found({ text: "b" }, { msg: "abc" })).toBe(true);
  expect(found({ text: "d" }, { msg: "abc" })).toBe(false);
  expect(found({ text: "(", regex: true }, { msg: "anything" })).toBe(true);
});

test("session, run and time narrow", () => {
  expect(found({ sessionKey: "s" }, { sessionKey: "s" })).toBe(true);
  expect(found({ sessionKey: "s" }, {})).toBe(false);
  expect(found({ runId: "r" }, { runId: "other" })).toBe(false);
  const range = { kind: "between", from: 10, to: 20 } as const;
  expect([9, 10, 20, 21].map((time) => found({ range }, { time }))).toEqual([false, true, true, false]);
  expect(found({ range: { kind: "between", from: undefined, to: 20 } }, { time: -5 })).toBe(true);
});

test("knows whether anything is left out", () => {
  expect(isFiltering(EVERY_LINE)).toBe(false);
  expect(isFiltering({ ...EVERY_LINE, levels: ["warn"] })).toBe(true);
  expect(isFiltering({ ...EVERY_LINE, range: { kind: "last", ms: 1 } })).toBe(true);
});

function found(query: Partial<LogQuery>, entry: Partial<LogEntry>): boolean {
  return matcherOf({ ...EVERY_LINE, ...query })(line(entry));
}

function line(rest: Partial<LogEntry>): LogEntry {
  return { cursor: 1, time: 15, level: "info", source: "server", msg: "", ...rest };
}

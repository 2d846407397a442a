import { describe, expect, test } from "vitest";
import type { LogEntry } from "@/server/protocol/logs.ts";
import { EVERY_LINE, isFiltering, type LogQuery, matcherOf, textPatternOf } from "./log-query.ts";

describe("text", () => {
  test("plain text is taken literally and without regard to case", () => {
    expect(found({ text: "a.b(c" }, { msg: "see A.B(C" })).toBe(true);
    expect(found({ text: "a.b" }, { msg: "aXb" })).toBe(false);
    expect(found({ text: "a-z/[x]" }, { msg: "A-Z/[X]" })).toBe(true);
  });

  test("looks at source, run, session and fields too", () => {
    expect(found({ text: "hub" }, { source: "hub" })).toBe(true);
    expect(found({ text: "r-1" }, { runId: "r-1" })).toBe(true);
    expect(found({ text: '"status":500' }, { fields: { status: 500 } })).toBe(true);
  });

  test("^ and $ stand for the message's ends", () => {
    expect(found({ text: "^ready$", regex: true }, { msg: "ready", source: "server" })).toBe(true);
    expect(found({ text: "^ready$", regex: true }, { msg: "not ready" })).toBe(false);
  });

  test("answers the same each time it is asked", () => {
    const matches = matcherOf({ ...EVERY_LINE, text: "tick" });
    const entry = line({ msg: "tick" });
    expect([matches(entry), matches(entry), matches(entry)]).toEqual([true, true, true]);
  });

  test("an invalid expression is told in words and hides nothing", () => {
    expect(textPatternOf({ text: "(", regex: true })).toMatchObject({
      ok: false,
      message: expect.stringMatching(/group/i),
    });
    expect(found({ text: "(", regex: true }, { msg: "anything" })).toBe(true);
  });

  test.each(["(a+)+$", "(\\w+\\s?)*x", "((a|b)*)+", "(?:x*){2,}", "((ab)+c)*"])("%s may never end: refused", (text) => {
    expect(textPatternOf({ text, regex: true })).toMatchObject({
      ok: false,
      message: expect.stringMatching(/for ever/),
    });
  });

  test.each(["(ab)+", "a+b*", "(a+)b", "[(a+)+]", "\\(a+\\)+", "(\\d{1,3}\\.){3}", "(?<name>a+)?"])(
    "%s ends: taken",
    (text) => {
      expect(textPatternOf({ text, regex: true }).ok).toBe(true);
    },
  );
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

import { expect, test } from "vitest";
import type { LogEntry } from "@/server/protocol/logs.ts";
import { finderOf, type LogWords, textPatternOf } from "./log-search.ts";

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
  const finds = finderOf({ text: "tick", regex: false });
  const entry = line({ msg: "tick" });
  expect([finds(entry), finds(entry), finds(entry)]).toEqual([true, true, true]);
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

function found(words: Partial<LogWords>, entry: Partial<LogEntry>): boolean {
  return finderOf({ text: "", regex: false, ...words })(line(entry));
}

function line(rest: Partial<LogEntry>): LogEntry {
  return { cursor: 1, time: 15, level: "info", source: "server", msg: "", ...rest };
}

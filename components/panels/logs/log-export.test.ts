import { expect, test } from "vitest";
import type { LogEntry } from "@/server/protocol/logs.ts";
import { highlightParts } from "./highlight.ts";
import { exportLines, exportName } from "./log-export.ts";
import { fieldsTextOf } from "./log-text.ts";

const ENTRY: LogEntry = {
  cursor: 9,
  time: Date.UTC(2026, 4, 20, 12, 0, 0, 5),
  level: "warn",
  source: "hub",
  msg: "slow\nreader",
  runId: "r1",
  fields: { ms: 12, path: "/ws", why: "too big" },
};

test("JSON lines can be read back, with a time that people and programs read", () => {
  const [first] = [...exportLines([ENTRY], "jsonl")].join("").trimEnd().split("\n");
  expect(JSON.parse(first ?? "")).toEqual({
    time: "2026-05-20T12:00:00.005Z",
    level: "warn",
    source: "hub",
    msg: "slow\nreader",
    runId: "r1",
    fields: { ms: 12, path: "/ws", why: "too big" },
  });
});

test("a plain line is one line", () => {
  expect([...exportLines([ENTRY], "log")].join("")).toBe(
    '2026-05-20T12:00:00.005Z WARN  [hub] slow\\nreader run=r1 ms=12 path=/ws why="too big"\n',
  );
});

test("every line is written, in pieces", () => {
  const entries = Array.from({ length: 4_001 }, (_, index) => ({ ...ENTRY, cursor: index }));
  const pieces = [...exportLines(entries, "jsonl")];
  expect(pieces.length).toBe(3);
  expect(pieces.join("").split("\n").length - 1).toBe(4_001);
});

test("the file's name holds nothing that a system refuses", () => {
  expect(exportName(ENTRY.time, "log")).toBe("mission-control-2026-05-20T12-00-00.log");
});

test("fields stand as key=value, quoted when they hold more than a word", () => {
  expect(fieldsTextOf({ ...ENTRY, fields: { a: "x y", b: null, c: [1], d: true } })).toBe(
    'a="x y" b=null c=[1] d=true',
  );
  expect(fieldsTextOf({ ...ENTRY, fields: undefined })).toBe("");
});

test("marks every find and loses no text", () => {
  const parts = highlightParts("ab AB x ab", /ab/gi);
  expect(parts.map(({ text }) => text).join("")).toBe("ab AB x ab");
  expect(parts.filter(({ hit }) => hit).map(({ text }) => text)).toEqual(["ab", "AB", "ab"]);
  expect(highlightParts("xx", /a*/g)).toEqual([{ text: "xx", hit: false }]);
  expect(highlightParts("a".repeat(9_000), /a/g).length).toBeLessThanOrEqual(101);
});

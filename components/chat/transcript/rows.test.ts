import { expect, test } from "vitest";
import { assistantItem, NOON, userItem } from "../testing/items.ts";
import { countAfter, isPrepended, toRows } from "./rows.ts";

const DAY_MS = 86_400_000;
const old = userItem({ id: "old", timestamp: NOON - DAY_MS });
const question = userItem({ id: "question" });
const answer = assistantItem("yes", { id: "answer" });

test("each new day begins with a line, and only each new day", () => {
  expect(toRows([old, question, answer]).map(({ type, id }) => (type === "day" ? "day" : id))).toEqual([
    "day",
    "old",
    "day",
    "question",
    "answer",
  ]);
});

test("a day that is come back to has a line of its own", () => {
  const late = userItem({ id: "late", timestamp: NOON - DAY_MS });
  const ids = toRows([old, question, late]).map(({ id }) => id);
  expect(ids).toHaveLength(6);
  expect(new Set(ids).size).toBe(6);
});

test("an unchanged item is the same row, so that it is not drawn again", () => {
  const before = toRows([question, answer]);
  const after = toRows([question, { ...answer, state: "running" }]);
  expect(after[1]).toBe(before[1]);
  expect(after[2]).not.toBe(before[2]);
});

test("older messages above are told from newer ones below", () => {
  const rows = toRows([question, answer]);
  expect(isPrepended(rows, toRows([old, question, answer]))).toBe(true);
  expect(isPrepended(rows, toRows([question, answer, userItem({ id: "next" })]))).toBe(false);
  expect(isPrepended(rows, rows)).toBe(false);
  expect(isPrepended([], rows)).toBe(false);
});

test("what came after the last one seen is counted", () => {
  expect(countAfter([old, question, answer], "old")).toBe(2);
  expect(countAfter([old, question, answer], "answer")).toBe(0);
  expect(countAfter([question], "gone")).toBe(0);
});

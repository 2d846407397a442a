import { expect, test } from "vitest";
import { MAX_ROWS, ToldRows } from "./told-rows.ts";

test("a row is news when it is another one than before, and after its session was forgotten", () => {
  const rows = new ToldRows<{ label: string }>();
  const news = (label: string) => rows.isNews("s", { label });
  expect([news("a"), news("a"), news("b"), news("a")]).toEqual([true, false, true, true]);
  rows.forget("s");
  expect([news("a"), news("a")]).toEqual([true, false]);
});

test("no more rows are kept than the bound; those that changed last stay", () => {
  const rows = new ToldRows<number>();
  for (let n = 0; n < MAX_ROWS; n += 1) rows.isNews(`s${n}`, 0);
  rows.isNews("s0", 1);
  rows.isNews("another", 0);
  expect([rows.isNews("s0", 1), rows.isNews("another", 0), rows.isNews("s2", 0)]).toEqual([false, false, false]);
  expect(rows.isNews("s1", 0)).toBe(true);
});

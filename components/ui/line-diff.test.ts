import fc from "fast-check";
import { expect, test } from "vitest";
import { lineDiff } from "./line-diff.ts";

const numbers = (count: number) => Array.from({ length: count }, (_, i) => `line ${i + 1}`);

test("a changed line stands with its neighbours and both numbers", () => {
  const before = numbers(20);
  const after = before.with(9, "changed");
  const diff = lineDiff(before.join("\n"), after.join("\n"));
  expect(diff).toMatchObject({ added: 1, removed: 1 });
  expect(diff?.hunks).toHaveLength(1);
  expect(diff?.hunks[0]?.map(({ kind, before, after }) => [kind, before, after])).toEqual([
    ["same", 7, 7],
    ["same", 8, 8],
    ["same", 9, 9],
    ["removed", 10, undefined],
    ["added", undefined, 10],
    ["same", 11, 11],
    ["same", 12, 12],
    ["same", 13, 13],
  ]);
});

test("equal texts have no changes; a missing newline at the end is no line", () => {
  expect(lineDiff("a\nb", "a\nb")).toEqual({ hunks: [], added: 0, removed: 0 });
  const diff = lineDiff("a\n", "a");
  expect(diff?.hunks.flat().every(({ text }) => text === "a")).toBe(true);
});

test("removed lines with those that stay are the text before, added ones with them the text after", () => {
  const text = fc.array(fc.constantFrom("a", "b", "c", ""), { maxLength: 8 }).map((lines) => `${lines.join("\n")}\n`);
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = lineDiff(before, after)?.hunks.flat() ?? [];
      for (const { text, before: n } of lines) if (n) expect(text).toBe(before.split("\n")[n - 1]);
      for (const { text, after: n } of lines) if (n) expect(text).toBe(after.split("\n")[n - 1]);
      expect(lines.length > 0).toBe(before !== after);
    }),
  );
});

test("texts that share nothing end in time", { timeout: 5_000 }, () => {
  const many = (word: string) => Array.from({ length: 20_000 }, (_, i) => `${word} ${i}`).join("\n");
  expect(lineDiff(many("one"), many("two"))).toBeUndefined();
});

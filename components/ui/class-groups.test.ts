import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { twMerge } from "tailwind-merge";
import { expect, test } from "vitest";
import { mergeClasses } from "./class-groups.ts";

const ROOT = join(import.meta.dirname, "../..");
const WORD = /^[-!\w:[\]()/%.,&>*=+'#~]+$/;
const MODIFIERS = /^(?:[\w-]+(?:\[[^\]]*\])?:|\[[^\]]*\]:)+/;

test("of any two classes in use it keeps what the table of all classes keeps", () => {
  const classes = ofEachKind(classesInUse());
  expect(classes.length).toBeGreaterThan(150);
  const different: string[] = [];
  for (const one of classes) {
    for (const other of classes) {
      const pair = `${one} ${other}`;
      if (one !== other && mergeClasses(pair) !== twMerge(pair)) different.push(pair);
    }
  }
  expect(different, "give these a place among the groups").toEqual([]);
});

test.each([
  ["px-2 py-1", "p-3", "p-3"],
  ["hover:bg-hover", "bg-selected", "hover:bg-hover bg-selected"],
  ["bg-selected hover:bg-hover", "hover:bg-selected", "bg-selected hover:bg-selected"],
  ["text-muted text-xs leading-5", "text-sm", "text-muted text-sm"],
])("%s, then %s", (before, after, both) => {
  expect(mergeClasses(`${before} ${after}`)).toBe(both);
});

/** Two of those that differ in a number or in brackets alone. */
function ofEachKind(classes: Iterable<string>): string[] {
  const kinds = Map.groupBy(classes, (name) => name.replace(/\[.*\]/, "[]").replace(/[\d./]+/g, "0"));
  return [...kinds.values()].flatMap((alike) => alike.slice(0, 2));
}

/** Without what stands before the last colon. */
function classesInUse(): Set<string> {
  const found = new Set<string>();
  for (const folder of ["app", "components"]) {
    for (const file of readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })) {
      if (!/(?<!\.test|class-groups)\.tsx?$/.test(file)) continue;
      for (const [, text = ""] of readFileSync(join(ROOT, folder, file), "utf8").matchAll(/["`]([^"`]*)["`]/g)) {
        for (const word of text.split(/\s+/)) if (WORD.test(word)) found.add(word.replace(MODIFIERS, ""));
      }
    }
  }
  // A word that the table does not know stays twice.
  return new Set([...found].filter((word) => word !== "" && twMerge(`${word} ${word}`) === word));
}

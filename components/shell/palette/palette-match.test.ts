import { expect, test } from "vitest";
import { paletteMatch } from "./palette-match.ts";

test("every typed word must be there, in any order and any case", () => {
  expect(paletteMatch("panel agents", "AGE", ["Agents"])).toBeGreaterThan(0);
  expect(paletteMatch("theme dark", "dark theme")).toBeGreaterThan(0);
  expect(paletteMatch("theme dark", "dark tea")).toBe(0);
});

test("letters scattered over the words are no match", () => {
  expect(paletteMatch("panel agents", "stat", ["Agents"])).toBe(0);
});

test("a title that begins so comes before one with a word that does, that before one with it inside", () => {
  const begins = paletteMatch("panel logs", "lo", ["Logs"]);
  const later = paletteMatch("sign out log out", "lo");
  const inside = paletteMatch("agent hello", "lo");
  expect(begins).toBeGreaterThan(later);
  expect(later).toBeGreaterThan(inside);
  expect(inside).toBeGreaterThan(0);
});

test("nothing typed fits everything", () => {
  expect(paletteMatch("panel logs", " ")).toBe(1);
});

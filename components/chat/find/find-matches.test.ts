import { expect, test } from "vitest";
import { assistantItem, userItem } from "../testing/items.ts";
import { findMatches, step } from "./find-matches.ts";

const items = [
  userItem({ id: "u1", text: "Where is the Needle?" }),
  assistantItem("In the hay.", { id: "a1" }),
  userItem({ id: "u2", text: "thanks" }),
  assistantItem("The needle, as I said.", { id: "a2" }),
];

test("finds what people and agents wrote, whatever the case", () => {
  expect(findMatches(items, "needle")).toEqual(["u1", "a2"]);
  expect(findMatches(items, " HAY ")).toEqual(["a1"]);
  expect(findMatches(items, "  ")).toEqual([]);
});

test("goes from the newest back, and stays at both ends", () => {
  expect(step(["u1", "a2"], undefined, -1)).toBe("a2");
  expect(step(["u1", "a2"], "a2", -1)).toBe("u1");
  expect(step(["u1", "a2"], "u1", -1)).toBe("u1");
  expect(step(["u1", "a2"], "a2", 1)).toBe("a2");
  expect(step([], undefined, 1)).toBeUndefined();
  expect(step(["u1"], "gone", 1)).toBe("u1");
});

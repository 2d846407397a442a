import { expect, test } from "vitest";
import { steadyOrder } from "./steady-order.ts";

test("keeps what is shown where it is, drops what is gone and holds back what is new", () => {
  expect(steadyOrder(["a", "b", "c"], ["new", "c", "a"])).toEqual({ keys: ["a", "c"], heldBack: 1, moved: true });
});

test("says when nothing differs", () => {
  expect(steadyOrder(["a", "b"], ["a", "b"])).toEqual({ keys: ["a", "b"], heldBack: 0, moved: false });
});

test("a mere change of order counts as moved", () => {
  expect(steadyOrder(["a", "b"], ["b", "a"])).toEqual({ keys: ["a", "b"], heldBack: 0, moved: true });
});

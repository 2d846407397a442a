import { expect, test } from "vitest";
import { steadyOrder } from "./steady-order.ts";

test("keeps what is shown where it is, drops what is gone and holds back what is new", () => {
  expect(steadyOrder(["a", "b", "c"], ["new", "c", "a"])).toEqual({ keys: ["a", "c"], heldBack: 1 });
});

test("a mere change of order changes nothing on screen", () => {
  expect(steadyOrder(["a", "b"], ["b", "a"])).toEqual({ keys: ["a", "b"], heldBack: 0 });
});

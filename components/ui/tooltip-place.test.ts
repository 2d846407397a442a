import { expect, test } from "vitest";
import { placeTooltip } from "./tooltip-place.ts";

const screen = { width: 1_000, height: 600 };
const size = { width: 100, height: 20 };
const button = (left: number, top: number) => ({ left, top, width: 40, height: 40 });

test("it stands in the middle of the wished side", () => {
  expect(placeTooltip(button(500, 300), size, screen, "bottom")).toEqual({ left: 470, top: 346 });
  expect(placeTooltip(button(500, 300), size, screen, "top")).toEqual({ left: 470, top: 274 });
  expect(placeTooltip(button(500, 300), size, screen, "right")).toEqual({ left: 546, top: 310 });
  expect(placeTooltip(button(500, 300), size, screen, "left")).toEqual({ left: 394, top: 310 });
});

test("without room it stands at the opposite side", () => {
  expect(placeTooltip(button(500, 560), size, screen, "bottom").top).toBe(534);
  expect(placeTooltip(button(950, 300), size, screen, "right").left).toBe(844);
});

test("it never leaves the window", () => {
  expect(placeTooltip(button(0, 300), size, screen, "bottom").left).toBe(8);
  expect(placeTooltip(button(960, 300), size, screen, "bottom").left).toBe(892);
});

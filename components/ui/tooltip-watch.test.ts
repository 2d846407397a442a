// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchTips } from "./tooltip-watch.ts";

let shown: string[];
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML = `<button data-tip="a"><i></i></button><button data-tip="b"></button><p></p>`;
  shown = [];
  stop = watchTips(document, (anchor) => shown.push(anchor?.dataset.tip ?? "none"));
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

const over = (selector: string, pointerType = "mouse") =>
  document.querySelector(selector)?.dispatchEvent(new PointerEvent("pointerover", { bubbles: true, pointerType }));

test("a mouse must rest on it, also on what is inside", () => {
  over("i");
  vi.advanceTimersByTime(399);
  expect(shown).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(shown).toEqual(["a"]);
  over("p");
  expect(shown).toEqual(["a", "none"]);
});

test("the next one comes at once, one passed over not at all", () => {
  over("i");
  vi.advanceTimersByTime(400);
  over("[data-tip=b]");
  vi.advanceTimersByTime(0);
  expect(shown).toEqual(["a", "none", "b"]);
  over("p");
  vi.advanceTimersByTime(1_000);
  over("i");
  over("p");
  vi.advanceTimersByTime(1_000);
  expect(shown).toEqual(["a", "none", "b", "none"]);
});

test("Escape and pressing hide it, touch never shows it", () => {
  over("i");
  vi.advanceTimersByTime(400);
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  expect(shown).toEqual(["a", "none"]);
  over("i", "touch");
  vi.advanceTimersByTime(1_000);
  expect(shown).toEqual(["a", "none"]);
});

test("one that is gone before its time is not shown, and nothing after the end of the watch", () => {
  over("i");
  document.querySelector("[data-tip=a]")?.remove();
  vi.advanceTimersByTime(400);
  expect(shown).toEqual([]);
  over("[data-tip=b]");
  stop();
  vi.advanceTimersByTime(400);
  over("[data-tip=b]");
  vi.advanceTimersByTime(400);
  expect(shown).toEqual([]);
});

// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { closeOverlay, useOverlay } from "./overlay-store.ts";
import { useShortcuts } from "./use-shortcuts.ts";

function Page() {
  useShortcuts();
  return <input aria-label="Words" />;
}

beforeEach(() => void render(<Page />));
afterEach(() => {
  cleanup();
  closeOverlay();
});

const press = (key: string, on: Element = document.body, init: KeyboardEventInit = {}) =>
  fireEvent.keyDown(on, { key, code: `Key${key.toUpperCase()}`, ...init });

test("g and a letter go to the panel of that letter", () => {
  const push = vi.spyOn(window.history, "pushState");
  press("g");
  press("l");
  expect(push).toHaveBeenCalledWith(null, "", "/logs");
});

test("one jump right after another goes on to the next panel", () => {
  const push = vi.spyOn(window.history, "pushState");
  press("g");
  press("s");
  press("g");
  press("l");
  expect(push).toHaveBeenLastCalledWith(null, "", "/logs");
});

test("letters that somebody writes go nowhere, but the palette opens from there too", () => {
  const push = vi.spyOn(window.history, "pushState");
  const field = screen.getByLabelText("Words");
  press("g", field);
  press("l", field);
  press("?", field, { shiftKey: true });
  expect(push).not.toHaveBeenCalled();
  expect(useOverlay.getState().open).toBeUndefined();
  press("k", field, { ctrlKey: true });
  expect(useOverlay.getState().open).toBe("palette");
});

test("? shows the shortcuts", () => {
  press("?", document.body, { shiftKey: true });
  expect(useOverlay.getState().open).toBe("shortcuts");
});

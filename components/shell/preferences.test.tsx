// @vitest-environment happy-dom
import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

const root = document.documentElement;

beforeEach(() => {
  localStorage.clear();
  vi.resetModules();
  for (const name of ["theme", "density"]) delete root.dataset[name];
});
afterEach(cleanup);

/** A page that was just opened. */
async function page() {
  const { APPLY_PREFERENCES } = await import("./preferences-script.ts");
  // The script is a text, because it stands in the page's head: here it runs as it does there.
  new Function(APPLY_PREFERENCES)();
  return await import("./preferences.ts");
}

test("nothing chosen leaves the theme to the stylesheet, which follows the system", async () => {
  const { usePreferences } = await page();
  expect(root.dataset.theme).toBeUndefined();
  expect(renderHook(usePreferences).result.current).toEqual({ theme: "system", density: "comfortable" });
});

test("a choice shows at once, and on the next page before anything is painted", async () => {
  const { setPreference, usePreferences } = await page();
  const { result } = renderHook(usePreferences);
  act(() => {
    setPreference("theme", "dark");
    setPreference("density", "compact");
  });
  expect(result.current).toEqual({ theme: "dark", density: "compact" });
  expect({ ...root.dataset }).toMatchObject({ theme: "dark", density: "compact" });

  for (const name of ["theme", "density"]) delete root.dataset[name];
  vi.resetModules();
  await page();
  expect({ ...root.dataset }).toMatchObject({ theme: "dark", density: "compact" });
});

test("the system's theme can be chosen again", async () => {
  const { setPreference } = await page();
  setPreference("theme", "light");
  setPreference("theme", "system");
  expect(root.dataset.theme).toBeUndefined();
});

test("what another tab chose is shown here; what nobody can choose is not", async () => {
  const { usePreferences } = await page();
  const { result } = renderHook(usePreferences);
  const stored = (value: string) =>
    act(() => {
      localStorage.setItem("mc:theme", value);
      window.dispatchEvent(new StorageEvent("storage", { key: "mc:theme", newValue: value }));
    });
  stored("dark");
  expect(result.current.theme).toBe("dark");
  stored("purple");
  expect(result.current.theme).toBe("system");
});

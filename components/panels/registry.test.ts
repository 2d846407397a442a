import { expect, test } from "vitest";
import { PANEL_GROUPS, PANELS, panelBySlug, slugOf } from "./registry.ts";

test("no two panels share a name, a title or a key", () => {
  for (const field of ["slug", "title", "shortcut"] as const) {
    const values = PANELS.map((panel) => panel[field]).filter(Boolean);
    expect(new Set(values).size).toBe(values.length);
  }
});

test.each(PANELS)("$title can be loaded", { timeout: 60_000 }, async ({ load }) => {
  expect(await load()).toHaveProperty("default", expect.any(Function));
});

test("every panel of the sidebar stands in one of its groups and has a key to jump there", () => {
  for (const { group, shortcut } of PANELS.filter(({ group }) => group)) {
    expect(PANEL_GROUPS).toContain(group);
    expect(shortcut).toMatch(/^[a-z]$/);
  }
});

test("an address names its panel by its first part", () => {
  expect(panelBySlug(slugOf("/agents/ops/files/SOUL.md") ?? "")?.title).toBe("Agents");
  expect(slugOf("/")).toBeUndefined();
  expect(panelBySlug(slugOf("/nonsense") ?? "")).toBeUndefined();
});

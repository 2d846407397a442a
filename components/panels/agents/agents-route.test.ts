import { expect, test } from "vitest";
import { agentHref, agentsRoute } from "./agents-route.ts";

test("an address leads back to what it was made of, folders and odd names included", () => {
  for (const file of ["SOUL.md", "memory/2026-11-21.md", "a b/ü?#%.md"]) {
    expect(agentsRoute(agentHref("ops", "files", file))).toEqual({ view: "files", agentId: "ops", file });
  }
  expect(agentsRoute(agentHref("ops"))).toEqual({ view: "about", agentId: "ops" });
  expect(agentsRoute(agentHref("ops", "tools"))).toEqual({ view: "tools", agentId: "ops" });
  expect(agentsRoute(agentHref("ops", "files"))).toEqual({ view: "files", agentId: "ops", file: undefined });
});

test("an address without an agent is the roster, an unknown view is about the agent", () => {
  expect(agentsRoute("/agents")).toEqual({ view: "roster" });
  expect(agentsRoute("/agents/")).toEqual({ view: "roster" });
  expect(agentsRoute("/agents/ops/nonsense")).toEqual({ view: "about", agentId: "ops" });
});

test("an address that is not well encoded is taken as it stands", () => {
  expect(agentsRoute("/agents/ops/files/100%.md")).toEqual({ view: "files", agentId: "ops", file: "100%.md" });
});

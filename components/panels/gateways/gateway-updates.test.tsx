// @vitest-environment happy-dom
import { render, screen, within } from "@testing-library/react";
import { act } from "react";
import { expect, test } from "vitest";
import { testPage } from "@/hooks/testing/page.tsx";
import type { GatewayInfo } from "@/server/protocol/gateways.ts";
import type { UpdateStatusResult } from "@/server/protocol/updates.ts";
import { GatewayUpdates } from "./gateway-updates.tsx";

const GATEWAY: GatewayInfo = {
  id: "attic",
  name: "Attic",
  kind: "openclaw",
  status: { state: "ready", since: 0 },
  methods: ["update.status", "update.run"],
};
const ADMIN = { principal: { id: "ada", name: "Ada", scopes: ["operator.read" as const, "operator.admin" as const] } };
const NEWER = { currentVersion: "2026.9.6", latestVersion: "2026.9.7", channel: "stable" };
const RUNS = { runs: { active: [{ runId: "r", sessionKey: "agent:main:tidying", agentId: "main", startedAt: 1 }] } };

function pageWith(status: () => UpdateStatusResult, run: () => unknown = () => ({ ok: true, runId: "u" })) {
  return testPage({ "update.status": status, "update.run": run, status: () => RUNS, "gateways.list": () => ({}) });
}

test("a newer version is offered once it is told; what runs is named before it is taken", async () => {
  let status: UpdateStatusResult = { updateAvailable: null };
  const page = pageWith(() => status);
  render(<GatewayUpdates gateway={GATEWAY} />, { wrapper: page.wrapper });
  await page.greet(ADMIN);
  await screen.findByText("none that it knows of");
  expect(screen.queryByRole("button", { name: "Update" })).toBeNull();

  status = { updateAvailable: NEWER };
  await page.event("update.available", { updateAvailable: NEWER }, "attic");
  expect(await screen.findByText("2026.9.7")).toBeDefined();
  expect(screen.getByRole("link", { name: "its release notes" }).getAttribute("href")).toMatch(/v2026\.9\.7$/);
  await act(async () => screen.getByRole("button", { name: "Update" }).click());
  const dialog = within(await screen.findByRole("dialog"));
  expect(await dialog.findByText(/tidying/)).toBeDefined();
  await act(async () => dialog.getByRole("button", { name: "Update and restart" }).click());
  const asked = page.asked.filter(({ method }) => method === "update.run");
  expect(asked).toEqual([{ method: "update.run", gateway: "attic", params: { note: expect.any(String) } }]);
});

test("what a gateway refuses is told in the dialog, and how a try went beside it", async () => {
  const lastRun = {
    runId: "u",
    createdAtMs: 1,
    updatedAtMs: 2,
    phase: "finished",
    status: "rolled-back" as const,
    reason: "restart-disabled",
    origin: {},
    target: { version: "2026.9.7" },
    before: { version: "2026.9.6" },
    after: {},
  };
  const page = pageWith(
    () => ({ updateAvailable: NEWER, lastRun }),
    () => ({ ok: false, result: { status: "skipped", reason: "container-image-install" } }),
  );
  render(<GatewayUpdates gateway={GATEWAY} />, { wrapper: page.wrapper });
  await page.greet(ADMIN);
  expect(await screen.findByText("Failed; the old version runs again")).toBeDefined();
  expect(screen.getByText("It may not start itself again: run “openclaw update” on its machine.")).toBeDefined();
  await act(async () => screen.getByRole("button", { name: "Update" }).click());
  await act(async () => screen.getByRole("button", { name: "Update and restart" }).click());
  expect((await screen.findByRole("alert")).textContent).toMatch(/Nothing was changed.*container's image/);
});

test("a gateway that does not tell of updates, and somebody who may not hear of them, are asked nothing", async () => {
  const page = pageWith(() => ({ updateAvailable: NEWER }));
  const { container } = render(<GatewayUpdates gateway={{ ...GATEWAY, methods: ["health"] }} />, {
    wrapper: page.wrapper,
  });
  await page.greet(ADMIN);
  expect(container.textContent).toBe("");
  expect(page.count("update.status")).toBe(0);
});

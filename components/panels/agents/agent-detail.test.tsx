// @vitest-environment happy-dom
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { act } from "react";
import { expect, test } from "vitest";
import { testPage } from "@/hooks/testing/page.tsx";
import { RpcError } from "@/server/protocol/errors.ts";
import AgentDetail from "./agent-detail.tsx";

const MAIN = { id: "main", name: "Main", workspace: "/home/main", model: { primary: "a/b" } };
const OPS = { id: "ops", name: "Ops", workspace: "/home/ops", model: { primary: "a/b" } };
const GONE = /There is no agent/;

/** The page of an agent whose deletion was confirmed, and not answered yet though the gateway lists it no more. */
async function deleting(answer: () => object) {
  const state = { agents: [MAIN, OPS] };
  const page = testPage({
    "agents.list": () => ({ defaultId: "main", mainKey: "main", scope: "per-sender", agents: state.agents }),
    "agents.delete": answer,
  });
  window.history.replaceState(null, "", "/agents/ops");
  render(<AgentDetail route={{ view: "about", agentId: "ops" }} />, { wrapper: page.wrapper });
  await page.greet();
  fireEvent.keyDown(await screen.findByRole("button", { name: "More for Ops" }), { key: "Enter" });
  const item = await screen.findByRole("menuitem", { name: "Delete …" });
  await act(async () => item.click());
  const confirm = await screen.findByRole("button", { name: "Delete agent" });
  page.hold("agents.delete");
  await act(async () => confirm.click());
  expect(screen.queryByText(GONE)).toBeNull();
  state.agents = [MAIN];
  const before = page.count("agents.list");
  await page.event("config.changed", { path: "agents" });
  await waitFor(() => expect(page.count("agents.list")).toBeGreaterThan(before));
  return page;
}

test("the page of an agent that is being deleted stays until that is answered", async () => {
  const page = await deleting(() => ({ ok: true, agentId: "ops" }));
  expect(screen.queryByText(GONE)).toBeNull();
  expect(window.location.pathname).toBe("/agents/ops");
  await page.release();
  expect(window.location.pathname).toBe("/agents");
});

test("it says that there is no such agent once deleting it has failed", async () => {
  const page = await deleting(() => {
    throw new RpcError("NOT_FOUND", "There is no agent “ops”.");
  });
  await page.release();
  expect(await screen.findByText(GONE)).toBeDefined();
});

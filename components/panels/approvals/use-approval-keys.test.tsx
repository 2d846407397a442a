// @vitest-environment happy-dom
import { fireEvent, render, screen } from "@testing-library/react";
import { act } from "react";
import { expect, test } from "vitest";
import { testPage } from "@/hooks/testing/page.tsx";
import { WaitingList } from "./waiting-list.tsx";

test("the next command is decided as soon as the one before is gone, also while its answer is on its way", async () => {
  const page = testPage({
    "gateways.list": () => ({ gateways: [GATEWAY], defaultId: GATEWAY.id }),
    "exec.approval.list": () => [waits("one"), waits("two")],
    "exec.approval.resolve": () => ({ ok: true }),
  });
  render(<WaitingList />, { wrapper: page.wrapper });
  await page.greet();
  await screen.findByText("echo two");
  page.hold();
  press("j", "a", "a");
  await page.event("exec.approval.resolved", { id: "one", decision: "allow-once", ts: 1 });
  expect(screen.queryByText("echo one")).toBeNull();
  press("j", "d");
  expect(page.asked.filter(({ method }) => method === "exec.approval.resolve").map(({ params }) => params)).toEqual([
    { id: "one", decision: "allow-once" },
    { id: "two", decision: "deny" },
  ]);
  await page.release();
});

const GATEWAY = { id: "embedded", name: "Embedded", kind: "embedded", status: { state: "ready", since: 1 } };

function waits(name: string) {
  const request = { command: `echo ${name}`, sessionKey: "agent:main:main", agentId: "main" };
  return { id: name, request, createdAtMs: Date.now(), expiresAtMs: Date.now() + 600_000 };
}

function press(...keys: string[]): void {
  for (const key of keys) act(() => void fireEvent.keyDown(window, { key, code: `Key${key.toUpperCase()}` }));
}

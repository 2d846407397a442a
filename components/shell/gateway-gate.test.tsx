// @vitest-environment happy-dom
import { render, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { testPage } from "@/hooks/testing/page.tsx";
import type { GatewayInfo } from "@/server/protocol/gateways.ts";
import { GatewayGate } from "./gateway-gate.tsx";

const READY: GatewayInfo["status"] = { state: "ready", since: 0 };
const WHY = "The gateway does not know this device.";
const LOST: GatewayInfo["status"] = {
  state: "unavailable",
  since: 0,
  reason: "The gateway does not know this device.",
};

/** A panel behind the gate, and the gateway that it needs, which the test changes. */
async function gate(first: Partial<GatewayInfo>) {
  let gateway: GatewayInfo = { id: "embedded", name: "Home", kind: "openclaw", status: READY, ...first };
  const page = testPage({ "gateways.list": () => ({ defaultId: "embedded", gateways: [gateway] }) });
  render(
    <GatewayGate needs="logs.search" title="Logs">
      <p>the log</p>
    </GatewayGate>,
    { wrapper: page.wrapper },
  );
  await page.greet();
  return async (change: Partial<GatewayInfo>) => {
    gateway = { ...gateway, ...change };
    await page.event("gateways.changed", { id: gateway.id });
    await waitFor(() => expect(page.count("gateways.list")).toBe(2));
  };
}

test("a panel waits for a gateway that never answered, says why, and opens by itself", async () => {
  const change = await gate({ status: LOST, methods: [] });
  await waitFor(() => expect(screen.getByText("Waiting for Home")).toBeDefined());
  expect(screen.getByText(WHY)).toBeDefined();
  expect(screen.queryByText("the log")).toBeNull();
  await change({ status: READY, methods: ["logs.search"] });
  await waitFor(() => expect(screen.getByText("the log")).toBeDefined());
});

test("a panel whose method the gateway lacks says so", async () => {
  await gate({ methods: ["logs.tail"] });
  await waitFor(() => expect(screen.getByText("Not available on Home")).toBeDefined());
  expect(screen.queryByText("the log")).toBeNull();
});

test("a gateway that is lost later takes nothing away", async () => {
  const change = await gate({ methods: ["logs.search"] });
  await change({ status: LOST });
  expect(screen.getByText("the log")).toBeDefined();
});

// @vitest-environment happy-dom
import { render, screen } from "@testing-library/react";
import { act } from "react";
import { expect, test } from "vitest";
import { testPage } from "@/hooks/testing/page.tsx";
import { RpcError } from "@/server/protocol/errors.ts";
import type { ContainerStatus } from "@/server/protocol/schema/container.ts";
import { ContainerGate } from "./container-gate.tsx";

const identity = { provider: "clerk" as const, publishableKey: "pk_test_x" };

function shownOn(page: ReturnType<typeof testPage>) {
  render(
    <ContainerGate title="Sessions">
      <p>The panel</p>
    </ContainerGate>,
    { wrapper: page.wrapper },
  );
}

test("where gateways are everybody's nothing is asked, and the panel is there", async () => {
  const page = testPage({});
  shownOn(page);
  await page.greet();
  expect(screen.getByText("The panel")).toBeDefined();
  expect(page.count("container.status")).toBe(0);
});

test("until it is known where the container is, neither the panel nor a state is shown", async () => {
  const page = testPage({ "container.status": (): ContainerStatus => ({ state: "none" }) });
  page.hold();
  shownOn(page);
  await page.greet({ identity });
  expect(screen.queryByText("The panel")).toBeNull();
  expect(screen.queryByText("No container provisioned")).toBeNull();
  await page.release();
  expect(await screen.findByText("No container provisioned")).toBeDefined();
});

test("a reading that fails says so and can be tried again, and what is ready opens the panel", async () => {
  let isBroken = true;
  const page = testPage({
    "container.status": (): ContainerStatus => {
      if (isBroken) throw new RpcError("INTERNAL", "The list of gateways cannot be read.");
      return { state: "ready", since: 1 };
    },
  });
  shownOn(page);
  await page.greet({ identity });
  expect(await screen.findByText("It is not known where your container is")).toBeDefined();
  expect(screen.getByText(/list of gateways cannot be read/)).toBeDefined();
  isBroken = false;
  await act(async () => screen.getByRole("button", { name: /again/ }).click());
  expect(await screen.findByText("The panel")).toBeDefined();
});

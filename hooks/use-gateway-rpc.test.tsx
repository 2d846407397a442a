// @vitest-environment happy-dom
import { renderHook, waitFor } from "@testing-library/react";
import { act, type ReactNode } from "react";
import { expect, test, vi } from "vitest";
import { GatewayScope } from "./gateway-provider.tsx";
import { testPage } from "./testing/page.tsx";
import { useGatewayRpc, useGatewayRpcMutation } from "./use-gateway-rpc.ts";

test("reads once for all who ask the same, and again when its event comes", async () => {
  vi.useFakeTimers();
  let version = 0;
  const page = testPage({
    "agents.list": () => {
      version += 1;
      return { version };
    },
  });
  const { result } = renderHook(() => [useGatewayRpc("agents.list", {}), useGatewayRpc("agents.list", {})], {
    wrapper: page.wrapper,
  });
  expect(result.current[0]).toMatchObject({ isLoading: true, data: undefined });
  await page.greet();
  expect(result.current.map(({ data }) => data)).toEqual([{ version: 1 }, { version: 1 }]);
  for (let n = 0; n < 5; n += 1) await page.event("agents.changed", {});
  await page.event("presence", {});
  await page.pass(200);
  expect(page.count("agents.list")).toBeLessThanOrEqual(3);
  expect(result.current[0]?.data).toEqual(result.current[1]?.data);
  expect(result.current[0]?.data).not.toEqual({ version: 1 });
});

test("reads again after a reset, and shows the old meanwhile", async () => {
  let version = 0;
  const page = testPage({
    health: () => {
      version += 1;
      return { version };
    },
  });
  const { result } = renderHook(() => useGatewayRpc("health", {}), { wrapper: page.wrapper });
  await page.greet();
  await waitFor(() => expect(result.current.data).toEqual({ version: 1 }));
  page.hold();
  await page.reset();
  expect(result.current).toMatchObject({ data: { version: 1 }, isLoading: false });
  await page.release();
  await waitFor(() => expect(result.current.data).toEqual({ version: 2 }));
});

test("asks the gateway of its scope, and nothing without params", async () => {
  const page = testPage({ health: () => ({ ok: true }) });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <page.wrapper>
      <GatewayScope gateway="work">{children}</GatewayScope>
    </page.wrapper>
  );
  renderHook(
    () => [
      useGatewayRpc("health", {}),
      useGatewayRpc("status", null),
      useGatewayRpc("health", {}, { gateway: "home" }),
    ],
    { wrapper },
  );
  await page.greet();
  expect(page.asked.map(({ method, gateway }) => [method, gateway])).toEqual([
    ["health", "work"],
    ["health", "home"],
  ]);
});

test("an error keeps its code", async () => {
  const page = testPage({});
  const { result } = renderHook(() => useGatewayRpc("no.such", {}), { wrapper: page.wrapper });
  await page.greet();
  await waitFor(() => expect(result.current.error).toMatchObject({ code: "UNKNOWN_METHOD" }));
  expect(result.current.isLoading).toBe(false);
});

test("a mutation tells that it goes on, and why it failed", async () => {
  const page = testPage({ "sessions.patch": () => ({ ok: true }) });
  const { result } = renderHook(
    () => [useGatewayRpcMutation("sessions.patch"), useGatewayRpcMutation("no.such")] as const,
    { wrapper: page.wrapper },
  );
  await page.greet();
  page.hold();
  let done: Promise<unknown> = Promise.resolve();
  await act(async () => {
    done = result.current[0].trigger({ key: "k", label: "x" });
  });
  expect(result.current[0].isMutating).toBe(true);
  await page.release();
  expect(await done).toEqual({ ok: true });
  expect(result.current[0].isMutating).toBe(false);
  await act(
    async () => void (await expect(result.current[1].trigger({})).rejects.toMatchObject({ code: "UNKNOWN_METHOD" })),
  );
  expect(result.current[1].error).toMatchObject({ code: "UNKNOWN_METHOD" });
  await act(async () => result.current[1].reset());
  expect(result.current[1].error).toBeUndefined();
});

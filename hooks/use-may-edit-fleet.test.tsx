// @vitest-environment happy-dom
import { renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { testPage } from "./testing/page.tsx";
import { useMayEditFleet } from "./use-may-edit-fleet.ts";

const admin = { principal: { id: "ada", name: "Ada", scopes: ["operator.admin" as const] } };

test("an admin may change the fleet, except where each person is given a gateway", async () => {
  const own = testPage({});
  const { result } = renderHook(() => useMayEditFleet(), { wrapper: own.wrapper });
  expect(result.current).toBe(false);
  await own.greet(admin);
  expect(result.current).toBe(true);

  const hosted = testPage({});
  const given = renderHook(() => useMayEditFleet(), { wrapper: hosted.wrapper });
  await hosted.greet({ ...admin, identity: { provider: "clerk", publishableKey: "pk_test_x" } });
  expect(given.result.current).toBe(false);
});

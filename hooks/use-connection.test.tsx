// @vitest-environment happy-dom
import { renderHook } from "@testing-library/react";
import { act } from "react";
import { expect, test } from "vitest";
import { testPage } from "./testing/page.tsx";
import { useConnection } from "./use-connection.ts";

test("useConnection says where it stands and why", async () => {
  const page = testPage({});
  const { result } = renderHook(() => useConnection(), { wrapper: page.wrapper });
  expect(result.current).toMatchObject({ label: "Connecting", isReady: false });
  await page.greet();
  expect(result.current).toMatchObject({
    label: "Connected",
    isReady: true,
    detail: undefined,
    principal: { id: "ada" },
  });
  await act(async () => page.socket().end(1012));
  expect(result.current).toMatchObject({
    label: "Reconnecting",
    detail: "The server is restarting.",
    attempt: 1,
    closeCode: 1012,
  });
  expect(result.current.retryAt).toBe(page.clock.now() + 500);
  await act(async () => result.current.reconnect());
  expect(result.current.state).toBe("connecting");
  for (let tries = 0; tries < 5; tries += 1) {
    await act(async () => {
      page.socket().end(1006);
      result.current.reconnect();
    });
  }
  expect(result.current.detail).toBe("Connection lost. Please refresh the page.");
  await act(async () => page.socket().end(4001));
  expect(result.current).toMatchObject({ label: "Signed out", retryAt: undefined });
});

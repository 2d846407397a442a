// @vitest-environment happy-dom
import { renderHook } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { useGateway } from "./gateway-provider.tsx";
import { testPage } from "./testing/page.tsx";

test("opens one socket whatever React does, keeps it over a remount, and closes it in the end", async () => {
  vi.useFakeTimers();
  const page = testPage({});
  const { unmount, rerender } = renderHook(() => useGateway(), { wrapper: page.wrapper });
  await page.greet();
  rerender();
  await page.pass(10);
  expect(page.sockets).toHaveLength(1);
  expect(page.client.getState().state).toBe("ready");
  unmount();
  await page.pass(10);
  expect(page.client.getState().state).toBe("stopped");
  expect(page.sockets).toHaveLength(1);
});

test("gives a value that never changes, whatever the connection does", async () => {
  const page = testPage({});
  let renders = 0;
  const { result } = renderHook(
    () => {
      renders += 1;
      return useGateway();
    },
    { wrapper: page.wrapper },
  );
  const [before, rendered] = [result.current, renders];
  await page.greet();
  await page.event("tick", { ts: 1 });
  await page.reset();
  expect(result.current).toBe(before);
  expect(renders).toBe(rendered);
});

test("passes events on by name and payload, and chat events by themselves", async () => {
  const page = testPage({});
  const { result } = renderHook(() => useGateway(), { wrapper: page.wrapper });
  await page.greet();
  const events: unknown[] = [];
  const chats: unknown[] = [];
  result.current.onEvent((event, payload, { seq }) => events.push([event, payload, seq]));
  result.current.onChatMessage((event) => chats.push(event));
  await page.event("tick", { ts: 1 });
  await page.event("chat", { runId: "r", state: "final" });
  expect(events).toEqual([
    ["tick", { ts: 1 }, 1],
    ["chat", { runId: "r", state: "final" }, 2],
  ]);
  expect(chats).toEqual([{ runId: "r", state: "final" }]);
});

test("sendChat resolves once the server has the words, and drops nothing when it is offline", async () => {
  const page = testPage({ "chat.send": () => ({ runId: "r", status: "started" }) });
  const { result } = renderHook(() => useGateway(), { wrapper: page.wrapper });
  const sent = result.current.sendChat("agent:main:main", "hello");
  await page.greet();
  expect(await sent).toEqual({ runId: "r", status: "started" });
  expect(page.asked).toMatchObject([{ method: "chat.send", params: { message: "hello" } }]);
});

test("a hook outside of it says what is missing", () => {
  expect(() => renderHook(() => useGateway())).toThrow(/GatewayProvider/);
});

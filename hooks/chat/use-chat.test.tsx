// @vitest-environment happy-dom
import { renderHook, waitFor } from "@testing-library/react";
import { act } from "react";
import { expect, test, vi } from "vitest";
import { RpcError } from "@/server/protocol/errors.ts";
import { testPage } from "../testing/page.tsx";
import { useChat } from "./use-chat.ts";

const history = {
  sessionId: "s",
  sessionKey: "k",
  messages: [],
  pendingInputs: { items: [], total: 0 },
  deltaCursor: "x",
  hasMore: false,
  totalMessages: 0,
};

test("a message goes from waiting to sent to an answer that streams", async () => {
  const page = testPage({ "chat.history": () => history, "chat.send": () => ({ runId: "r", status: "started" }) });
  const { result } = renderHook(() => useChat("k"), { wrapper: page.wrapper });
  expect(result.current.isLoading).toBe(true);
  let key = "";
  await act(async () => {
    key = result.current.send({ text: "hello" });
  });
  await waitFor(() => expect(result.current.items).toMatchObject([{ type: "user", delivery: { state: "waiting" } }]));
  await page.greet();
  await waitFor(() =>
    expect(result.current.items).toMatchObject([
      { delivery: { state: "sent" } },
      { type: "assistant", state: "running" },
    ]),
  );
  await page.event("chat", { runId: key, sessionKey: "k", seq: 1, state: "delta", deltaText: "Hi" });
  await waitFor(() => expect(result.current.items[1]).toMatchObject({ parts: [{ type: "text", text: "Hi" }] }));
  expect(result.current.activeRun).toMatchObject({ runId: key, state: "running" });
});

test("a history that cannot be read yet is asked for until it comes, what was refused for good is not", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const refusals = [
    new RpcError("GATEWAY_LOST", "The gateway is starting."),
    new RpcError("GATEWAY_LOST", "The gateway is starting."),
    new RpcError("FORBIDDEN", "Not yours."),
  ];
  const page = testPage({
    "chat.history": () => {
      const refusal = refusals.shift();
      if (refusal) throw refusal;
      return history;
    },
  });
  const { result } = renderHook(() => useChat("k"), { wrapper: page.wrapper });
  await page.greet();
  await waitFor(() => expect(result.current.error?.code).toBe("GATEWAY_LOST"));
  await page.pass(1_000);
  expect(page.count("chat.history")).toBe(2);
  await page.pass(2_000);
  await waitFor(() => expect(result.current.error?.code).toBe("FORBIDDEN"));
  await page.pass(60_000);
  expect(page.count("chat.history")).toBe(3);
  await page.reset();
  await waitFor(() => expect(result.current.error).toBeUndefined());
});

test("what runs say meanwhile is wanted of the open session alone; who comes back reads what was missed", async () => {
  const page = testPage({ "chat.history": () => history });
  const { rerender, unmount } = renderHook(({ key }) => useChat(key), {
    wrapper: page.wrapper,
    initialProps: { key: "agent:main:one" },
  });
  await page.greet();
  expect(page.scopes).toEqual([["agent:main:one"]]);
  rerender({ key: "agent:main:two" });
  expect(page.scopes.at(-1)).toEqual(["agent:main:two"]);
  const before = page.count("chat.history");
  rerender({ key: "agent:main:one" });
  expect(page.scopes.at(-1)).toEqual(["agent:main:one"]);
  expect(page.count("chat.history")).toBe(before + 1);
  unmount();
  expect(page.scopes.at(-1)).toEqual([]);
});

test("without a session nothing is shown or asked, and sending says so", async () => {
  const page = testPage({});
  const { result } = renderHook(() => useChat(null), { wrapper: page.wrapper });
  await page.greet();
  expect(result.current.items).toEqual([]);
  expect(page.asked).toEqual([]);
  expect(() => result.current.send({ text: "x" })).toThrow(/No session is open/);
});

test("stop names the run, and tells what it stopped", async () => {
  const page = testPage({
    "chat.history": () => history,
    "chat.abort": () => ({ ok: true, aborted: true, runIds: ["r"] }),
  });
  const { result } = renderHook(() => useChat("k"), { wrapper: page.wrapper });
  await page.greet();
  expect(await result.current.abort("r")).toMatchObject({ aborted: true, runIds: ["r"] });
  expect(page.asked.at(-1)).toMatchObject({ method: "chat.abort", params: { sessionKey: "k", runId: "r" } });
});

test("a run that chat.abort does not know is stopped by sessions.abort, and by nothing wider", async () => {
  const page = testPage({
    "chat.history": () => history,
    "chat.abort": () => ({ ok: true, aborted: false, runIds: [] }),
    "sessions.abort": () => ({ ok: true, abortedRunId: "r", status: "aborted" }),
  });
  const { result } = renderHook(() => useChat("k"), { wrapper: page.wrapper });
  await page.greet();
  expect(await result.current.abort("r")).toEqual({ aborted: true, runIds: ["r"] });
  expect(page.asked.at(-1)).toMatchObject({ method: "sessions.abort", params: { key: "k", runId: "r" } });
});

test("a run that is over is no failure on a gateway without sessions.abort", async () => {
  const page = testPage({
    "chat.history": () => history,
    "chat.abort": () => ({ ok: true, aborted: false, runIds: [] }),
    "sessions.abort": () => {
      throw new RpcError("UNKNOWN_METHOD", "This gateway has no sessions.abort.");
    },
  });
  const { result } = renderHook(() => useChat("k"), { wrapper: page.wrapper });
  await page.greet();
  expect(await result.current.abort("r")).toMatchObject({ aborted: false, runIds: [] });
});

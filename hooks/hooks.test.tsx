// @vitest-environment happy-dom
import { cleanup, renderHook, waitFor } from "@testing-library/react";
import { act, type ReactNode } from "react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { SessionRow } from "@/server/protocol/methods.ts";
import { useChat } from "./chat/use-chat.ts";
import { MAX_DRAFTS, useDraft } from "./chat/use-draft.ts";
import { GatewayScope, useGateway } from "./gateway-provider.tsx";
import { testPage } from "./testing/page.tsx";
import { useConnection } from "./use-connection.ts";
import { isAbout, useGatewayRpc, useGatewayRpcMutation } from "./use-gateway-rpc.ts";
import { useGateways } from "./use-gateways.ts";
import { useLogs } from "./use-logs.ts";
import { usePresence } from "./use-presence.ts";
import { useSession, useSessions } from "./use-sessions.ts";
import { useStatus } from "./use-status.ts";
import { useUsage } from "./use-usage.ts";

const row = (key: string, updatedAt: number, more: Partial<SessionRow> = {}): SessionRow => ({
  key,
  sessionId: key,
  agentId: "main",
  kind: "direct",
  createdAt: 0,
  updatedAt,
  ...more,
});
const list = (...sessions: SessionRow[]) => ({
  ts: 0,
  count: sessions.length,
  totalCount: sessions.length,
  nextOffset: null,
  hasMore: false,
  sessions,
});

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  vi.stubGlobal("reportError", (error: unknown) => {
    throw error;
  });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  localStorage.clear();
});

describe("the provider", () => {
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
});

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

describe("useGatewayRpc", () => {
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

  test("which events are about which methods", () => {
    expect(isAbout("sessions.list", "sessions", [])).toBe(true);
    expect(isAbout("sessions.list", "sessions.changed", [])).toBe(true);
    expect(isAbout("health", "health", [])).toBe(true);
    expect(isAbout("cron.list", "cron", [])).toBe(true);
    expect(isAbout("sessions.list", "session.message", [])).toBe(false);
    expect(isAbout("sessions.list", "session.message", ["session."])).toBe(true);
    expect(isAbout("health", "healthy", [])).toBe(false);
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
});

describe("nouns", () => {
  test("sessions follow their events without being read again", async () => {
    const page = testPage({
      "sessions.list": () => list(row("a", 1), row("b", 2)),
      "sessions.describe": () => ({ session: row("a", 1) }),
    });
    const { result } = renderHook(() => ({ all: useSessions(), one: useSession("a") }), { wrapper: page.wrapper });
    await page.greet();
    await waitFor(() => expect(result.current.all.rows.map(({ key }) => key)).toEqual(["b", "a"]));
    const untouched = result.current.all.rows[0];
    await page.event("sessions.changed", {
      sessionKey: "a",
      reason: "message",
      ts: 9,
      session: row("a", 9, { label: "new" }),
    });
    expect(result.current.all.rows.map(({ key }) => key)).toEqual(["a", "b"]);
    expect(result.current.all.rows[1]).toBe(untouched);
    expect(result.current.one.session).toMatchObject({ label: "new" });
    await page.event("sessions.changed", { sessionKey: "a", reason: "delete", ts: 10 });
    expect(result.current.all.rows.map(({ key }) => key)).toEqual(["b"]);
    expect(result.current.one.session).toBeNull();
    await page.event(
      "sessions.changed",
      { sessionKey: "x", reason: "create", ts: 11, session: row("x", 11) },
      "another gateway",
    );
    expect(result.current.all.rows.map(({ key }) => key)).toEqual(["b"]);
    expect(page.count("sessions.list")).toBe(1);
  });

  test("what happens while the answer is on its way is in it", async () => {
    const page = testPage({ "sessions.list": () => list(row("a", 1)) });
    const { result } = renderHook(() => useSessions(), { wrapper: page.wrapper });
    page.hold();
    await page.greet();
    await page.event("sessions.changed", { sessionKey: "b", reason: "create", ts: 2, session: row("b", 2) });
    await page.release();
    await waitFor(() => expect(result.current.rows.map(({ key }) => key)).toEqual(["b", "a"]));
  });

  test("what happens while it is read again does not cost the new answer", async () => {
    let rows = [row("a", 1)];
    const page = testPage({ "sessions.list": () => list(...rows) });
    const { result } = renderHook(() => useSessions(), { wrapper: page.wrapper });
    await page.greet();
    await waitFor(() => expect(result.current.rows).toHaveLength(1));
    rows = [row("a", 1), row("missed", 2)];
    page.hold();
    await page.reset();
    await page.event("sessions.changed", { sessionKey: "c", reason: "create", ts: 3, session: row("c", 3) });
    await page.release();
    await waitFor(() => expect(result.current.rows.map(({ key }) => key)).toEqual(["c", "missed", "a"]));
  });

  test("runs are live by their own events", async () => {
    const active = [{ runId: "r1", sessionKey: "s", agentId: "main", state: "queued", startedAt: 1 }];
    const page = testPage({
      status: () => ({ runs: { active, queued: 1, limit: 4 } }),
      health: () => ({ ok: true, ts: 1 }),
    });
    const { result } = renderHook(() => useStatus(), { wrapper: page.wrapper });
    await page.greet();
    await waitFor(() => expect(result.current.activeRuns).toHaveLength(1));
    const ref = { sessionKey: "s", agentId: "main", seq: 1, ts: 2 };
    await page.event("agent", { ...ref, runId: "r1", stream: "lifecycle", data: { phase: "start", startedAt: 5 } });
    await page.event("agent", { ...ref, runId: "r2", stream: "lifecycle", data: { phase: "start", startedAt: 6 } });
    expect(result.current.activeRuns.map(({ runId, state }) => [runId, state])).toEqual([
      ["r1", "running"],
      ["r2", "running"],
    ]);
    expect(result.current.status?.runs.queued).toBe(0);
    await page.event("agent", { ...ref, runId: "r1", stream: "lifecycle", data: { phase: "end", endedAt: 7 } });
    await page.event("chat", { ...ref, runId: "r2", state: "aborted" });
    expect(result.current.activeRuns).toEqual([]);
    await page.event("health", { ok: true, ts: 2 });
    expect(result.current.health).toEqual({ ok: true, ts: 2 });
    expect(page.count("status")).toBe(1);
  });

  test("presence is what its event says; usage is read again when a run ends; gateways when one changes", async () => {
    vi.useFakeTimers();
    const page = testPage({
      "system-presence": () => [],
      "usage.cost": () => ({ days: 30 }),
      "gateways.list": () => ({ defaultId: "embedded", gateways: [{ id: "embedded" }] }),
    });
    const { result } = renderHook(() => ({ presence: usePresence(), usage: useUsage(), gateways: useGateways() }), {
      wrapper: page.wrapper,
    });
    await page.greet();
    await page.event("presence", { presence: [{ ts: 1, host: "ada" }] });
    expect(result.current.presence.entries).toEqual([{ ts: 1, host: "ada" }]);
    expect(result.current.gateways.current).toEqual({ id: "embedded" });
    await page.event("agent", { runId: "r", stream: "lifecycle", data: { phase: "end", endedAt: 7 } });
    await page.event("gateways.changed", { id: "other" }, "other");
    await page.pass(200);
    expect(page.count("usage.cost")).toBe(2);
    expect(page.count("gateways.list")).toBe(2);
  });

  test("logs come newest first read, then live", async () => {
    const line = (cursor: number) => ({ cursor, time: cursor, level: "info", source: "hub", msg: `m${cursor}` });
    const page = testPage({ "logs.search": () => ({ entries: [line(1), line(2)], searched: 2, truncated: false }) });
    const { result, rerender } = renderHook(({ paused }) => useLogs({ paused }), {
      wrapper: page.wrapper,
      initialProps: { paused: false },
    });
    await page.greet();
    await waitFor(() => expect(result.current.entries).toHaveLength(2));
    expect(result.current).toMatchObject({ isComplete: true, isLoading: false, searched: 2 });
    rerender({ paused: true });
    await page.event("log_entry", line(3));
    await waitFor(() => expect(result.current.newCount).toBe(1));
    expect(result.current.entries).toHaveLength(2);
    expect(page.count("logs.search")).toBe(1);
  });
});

describe("chat", () => {
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
});

test(`drafts are kept for each session, the newest ${MAX_DRAFTS} of them`, async () => {
  const { result, rerender } = renderHook(({ key }) => useDraft(key), { initialProps: { key: "a" } });
  await act(async () => result.current.setDraft("words"));
  rerender({ key: "b" });
  expect(result.current.draft).toBe("");
  rerender({ key: "a" });
  expect(result.current.draft).toBe("words");
  expect(localStorage.getItem("mission-control.drafts")).toContain("words");
  for (let n = 0; n < MAX_DRAFTS; n += 1) {
    rerender({ key: `s${n}` });
    await act(async () => result.current.setDraft("x"));
  }
  rerender({ key: "a" });
  expect(result.current.draft).toBe("");
  rerender({ key: "s1" });
  await act(async () => result.current.clearDraft());
  expect(localStorage.getItem("mission-control.drafts")).not.toContain('"s1"');
});

// @vitest-environment happy-dom
import { act, render, renderHook, waitFor } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { RpcError } from "@/server/protocol/errors.ts";
import type { SessionRow } from "@/server/protocol/sessions.ts";
import { testPage } from "./testing/page.tsx";
import { useAgents } from "./use-agents.ts";
import { useGateways } from "./use-gateways.ts";
import { useLogs } from "./use-logs.ts";
import { usePresence } from "./use-presence.ts";
import { useSession, useSessions } from "./use-sessions.ts";
import { useHealth, useStatus } from "./use-status.ts";
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
  const { result } = renderHook(() => ({ ...useStatus(), health: useHealth() }), { wrapper: page.wrapper });
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
  const shown = () => result.current.follower?.window.length;
  await waitFor(() => expect(shown()).toBe(2));
  expect(result.current).toMatchObject({ isComplete: true, isLoading: false, isEmpty: false });
  rerender({ paused: true });
  await page.event("log_entry", line(3));
  await waitFor(() => expect(result.current.newCount).toBe(1));
  expect(shown()).toBe(2);
  expect(page.count("logs.search")).toBe(1);
});

const agents = (...ids: string[]) => ({
  defaultId: "main",
  mainKey: "main",
  scope: "per-sender",
  agents: ids.map((id) => ({ id, name: id, workspace: "", model: { primary: "builtin/operator" } })),
});

test("an event that asks for reading again is heeded by whoever shows the data next", async () => {
  function Names() {
    return <p>{useAgents().agents.map(({ id }) => id)}</p>;
  }
  let ids = ["main"];
  const page = testPage({ "agents.list": () => agents(...ids) });
  const view = render(<Names key="roster" />, { wrapper: page.wrapper });
  await page.greet();
  await waitFor(() => expect(view.container.textContent).toBe("main"));
  ids = ["main", "scout"];
  await page.event("agents.changed", { agentId: "scout", reason: "create" });
  view.rerender(<Names key="detail" />);
  await waitFor(() => expect(view.container.textContent).toBe("mainscout"));
});

test("an event that asks for reading again while it is read is heeded after it", async () => {
  let readings = 0;
  const page = testPage({ "agents.list": () => (++readings > 2 ? agents("main", "scout") : agents("main")) });
  const { result } = renderHook(() => useAgents(), { wrapper: page.wrapper });
  await page.greet();
  await waitFor(() => expect(result.current.agents).toHaveLength(1));
  page.hold();
  act(() => void result.current.refresh());
  await waitFor(() => expect(page.count("agents.list")).toBe(2));
  await page.event("agents.changed", { agentId: "scout", reason: "create" });
  await page.release();
  await waitFor(() => expect(result.current.byId("scout")).toBeDefined());
});

test("what overtakes every reading is heeded once it is quiet, and does not keep the page from showing what it has", async () => {
  let overtakes = 0;
  let isThere = false;
  let seq = 0;
  const page = testPage({
    "agents.list": () => {
      const answer = isThere ? agents("main", "scout") : agents("main");
      if (overtakes > 0) {
        overtakes -= 1;
        isThere = overtakes === 0;
        const payload = { agentId: "scout", reason: "update" };
        page.socket().event(++seq, { event: "agents.changed", payload });
      }
      return answer;
    },
  });
  const { result } = renderHook(() => useAgents(), { wrapper: page.wrapper });
  await page.greet();
  await waitFor(() => expect(result.current.agents).toHaveLength(1));
  overtakes = 3;
  await act(() => result.current.refresh());
  expect(result.current.agents).toHaveLength(1);
  await waitFor(() => expect(result.current.byId("scout")).toBeDefined());
});

test("what could not be read is read again once an event is about it, also one that came before it failed", async () => {
  const failed = new RpcError("NOT_FOUND", "There is no such agent yet.");
  let isThere = false;
  const page = testPage({
    "agents.list": () => {
      if (!isThere) throw failed;
      return agents("main");
    },
  });
  const { result } = renderHook(() => useAgents(), { wrapper: page.wrapper });
  await page.greet();
  await waitFor(() => expect(result.current.error).toMatchObject({ code: "NOT_FOUND" }));
  await page.event("cron", { jobId: "j", action: "started" });
  page.hold();
  await page.event("agents.changed", { agentId: "main", reason: "create" });
  await waitFor(() => expect(page.count("agents.list")).toBe(2));
  await page.event("agents.changed", { agentId: "main", reason: "update" });
  await page.release();
  isThere = true;
  await waitFor(() => expect(result.current.agents).toHaveLength(1));
  expect(page.count("agents.list")).toBe(3);
});

test("what is refused for good is not asked again, whatever happens", async () => {
  const page = testPage({
    "agents.list": () => {
      throw new RpcError("FORBIDDEN", "agents.list needs operator.read.");
    },
  });
  const { result } = renderHook(() => useAgents(), { wrapper: page.wrapper });
  await page.greet();
  await waitFor(() => expect(result.current.error).toMatchObject({ code: "FORBIDDEN" }));
  vi.useFakeTimers();
  await page.event("agents.changed", { agentId: "main", reason: "create" });
  await page.pass(1_000);
  expect(page.count("agents.list")).toBe(1);
});

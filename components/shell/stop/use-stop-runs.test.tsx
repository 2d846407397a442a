// @vitest-environment happy-dom
import { act, renderHook, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { testPage } from "@/hooks/testing/page.tsx";
import { RpcError } from "@/server/protocol/errors.ts";
import { useStopRuns } from "./use-stop-runs.ts";

const run = (runId: string) => ({
  runId,
  sessionKey: `agent:main:${runId}`,
  agentId: "main",
  state: "running",
  startedAt: 1_000,
});

async function pageWithRuns(...ids: string[]) {
  const page = testPage({
    status: () => ({ runs: { active: ids.map(run), queued: 0, limit: 4 } }),
    health: () => ({ ok: true }),
    "chat.abort": ({ runId }: { runId: string }) => ({ ok: true, aborted: true, runIds: [runId] }),
  });
  const { result } = renderHook(() => useStopRuns(), { wrapper: page.wrapper });
  await page.greet();
  await waitFor(() => expect(result.current.runs).toHaveLength(ids.length));
  const states = () => result.current.runs.map(({ stop }) => stop.state);
  const end = (runId: string) =>
    page.event("chat", { runId, sessionKey: `agent:main:${runId}`, seq: 9, state: "aborted" });
  return { page, result, states, end };
}

test("only the chosen run is stopped, and counts as stopped when it is over", async () => {
  const { page, result, states, end } = await pageWithRuns("a", "b");
  await act(async () => result.current.stop([result.current.runs[0]?.run].filter((one) => one !== undefined)));
  await waitFor(() => expect(page.count("chat.abort")).toBe(1));
  expect(page.asked.at(-1)?.params).toEqual({ sessionKey: "agent:main:a", runId: "a", agentId: "main" });
  expect(states()).toEqual(["stopping", "running"]);
  await end("a");
  expect(states()).toEqual(["stopped", "running"]);
});

test("a run that begins meanwhile is shown; one that ends by itself is over", async () => {
  const { page, states, end } = await pageWithRuns("a");
  await page.event("agent", {
    ...{ runId: "new", sessionKey: "agent:main:new", seq: 1, ts: 1, stream: "lifecycle" },
    data: { phase: "start", startedAt: 2_000 },
  });
  expect(states()).toEqual(["running", "running"]);
  await end("a");
  expect(states()).toEqual(["stopped", "running"]);
});

test("a refusal stands at its run in the gateway's words", async () => {
  const { page, result } = await pageWithRuns("a");
  page.client.request = () => Promise.reject(new RpcError("FORBIDDEN", "You may not stop runs."));
  await act(async () => result.current.stop(result.current.runs.map(({ run }) => run)));
  expect(result.current.runs[0]?.stop).toEqual({ state: "failed", message: "You may not stop runs." });
});

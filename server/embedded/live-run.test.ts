import { expect, test } from "vitest";
import { LiveRun, type RunEnding } from "./live-run.ts";

function liveRun() {
  const told: { event: string; payload: object }[] = [];
  const run = { runId: "r", sessionKey: "agent:main:main", agentId: "main" };
  const live = new LiveRun(run, { emit: (event, payload) => void told.push({ event, payload }), clock: () => 7 });
  return { live, told };
}

const endings: RunEnding[] = [
  { state: "final", stopReason: "stop" },
  { state: "aborted", stopReason: "aborted" },
  { state: "error", errorMessage: "no" },
];

test.each(endings)("after $state nothing is told, and only the first end counts", (ending) => {
  const { live, told } = liveRun();
  live.preparing();
  live.started("test/parrot");
  live.text("a");
  live.end(ending);
  const count = told.length;
  live.preparing();
  live.started("test/parrot");
  live.text("b");
  live.thinking("c");
  live.tool({ phase: "start", toolCallId: "t", name: "x", args: {} });
  for (const other of endings) live.end(other);
  expect(told).toHaveLength(count);
  expect(live.over).toBe(true);
  expect(told.at(-1)).toMatchObject({ event: "chat", payload: { state: ending.state } });
  expect(told).toMatchObject(told.map((_, index) => ({ payload: { seq: index + 1 } })));
});

test("a run that never began tells its end alone", () => {
  const { live, told } = liveRun();
  live.end({ state: "aborted" });
  expect(told).toMatchObject([{ event: "chat", payload: { state: "aborted", seq: 1 } }]);
});

test("empty deltas are not told", () => {
  const { live, told } = liveRun();
  live.text("");
  live.thinking("");
  expect(told).toEqual([]);
});

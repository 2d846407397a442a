import { expect, test } from "vitest";
import { DELTA_PACE_MS } from "../protocol/pace.ts";
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

/** A run whose pauses end when the test says so. */
function pacedRun() {
  const told: string[] = [];
  const pauses: (() => void)[] = [];
  const live = new LiveRun(
    { runId: "r", sessionKey: "agent:main:main", agentId: "main" },
    {
      emit: (_event, payload) => void told.push(wordsOf(payload)),
      clock: () => 7,
      later: (call, ms) => {
        expect(ms).toBe(DELTA_PACE_MS);
        pauses.push(call);
        return () => void pauses.splice(pauses.indexOf(call), 1);
      },
    },
  );
  return { live, told, pauses, endPause: () => pauses.shift()?.() };
}

function wordsOf(payload: object): string {
  if ("deltaText" in payload) return String(payload.deltaText);
  if ("data" in payload) return JSON.stringify(payload.data);
  return "state" in payload ? String(payload.state) : "";
}

test("the first words are told at once, those that come in the pause after it as one", () => {
  const { live, told, pauses, endPause } = pacedRun();
  for (const word of ["a", "b", "c"]) live.text(word);
  expect(told).toEqual(["a"]);
  endPause();
  expect(told).toEqual(["a", "bc"]);
  live.text("d");
  expect(told).toEqual(["a", "bc"]);
  endPause();
  endPause();
  expect(told).toEqual(["a", "bc", "d"]);
  expect(pauses).toEqual([]);
  live.text("e");
  expect(told).toEqual(["a", "bc", "d", "e"]);
});

test("what waits is told before whatever comes after it, and nothing waits after the end", () => {
  const { live, told, pauses } = pacedRun();
  live.thinking("x");
  live.thinking("y");
  live.text("a");
  live.text("b");
  live.tool({ phase: "start", toolCallId: "t", name: "x", args: {} });
  expect(told.slice(0, 3)).toEqual(['{"delta":"x"}', '{"delta":"y"}', "a"]);
  expect(told[3]).toBe("b");
  live.text("c");
  live.text("d");
  expect(live.snapshot()).toMatchObject({ text: "abcd", seq: told.length });
  expect(told.at(-1)).toBe("d");
  live.text("e");
  live.end({ state: "aborted" });
  expect(told.slice(-2)).toEqual(["e", "aborted"]);
  expect(pauses).toEqual([]);
});

test("empty deltas are not told", () => {
  const { live, told } = liveRun();
  live.text("");
  live.thinking("");
  expect(told).toEqual([]);
});

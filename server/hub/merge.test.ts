import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { LoggedEvent } from "../dialects/dialect.ts";
import { mergeDeltas } from "./merge.ts";

interface Shown {
  text: string;
  thinking: string;
  rest: unknown[];
}

const piece = fc.record({
  run: fc.constantFrom("r1", "r1", "r1", "r2"),
  kind: fc.constantFrom("text", "text", "text", "replace", "replace", "thinking", "thinking", "tool", "final", "tick"),
  text: fc.string({ maxLength: 4 }),
});

function eventsOf(pieces: readonly { run: string; kind: string; text: string }[]): LoggedEvent[] {
  return pieces.map(({ run, kind, text }, index) => {
    const [event, payload] = payloadOf(run, kind, text, index + 1);
    return { gateway: "g", epoch: "e", seq: index + 1, event, payload, json: JSON.stringify(payload) };
  });
}

function payloadOf(runId: string, kind: string, text: string, seq: number): [string, object] {
  const run = { runId, sessionKey: runId, seq };
  switch (kind) {
    case "text":
      return ["chat", { ...run, state: "delta", deltaText: text }];
    case "replace":
      return ["chat", { ...run, state: "delta", deltaText: text, replace: true }];
    case "thinking":
      return ["agent", { ...run, ts: seq, stream: "thinking", data: { delta: text } }];
    case "tool":
      return ["agent", { ...run, ts: seq, stream: "tool", data: { phase: "start", name: text } }];
    case "final":
      return ["chat", { ...run, state: "final" }];
    default:
      return ["tick", { ts: seq }];
  }
}

/** What a client shows after these events: text and thinking of each run, and everything else in order. */
function shown(events: readonly LoggedEvent[]): Record<string, Shown> {
  const runs: Record<string, Shown> = {};
  for (const { event, json } of events) {
    const payload = JSON.parse(json);
    const run = runs[payload.runId] ?? { text: "", thinking: "", rest: [] };
    runs[payload.runId] = run;
    if (payload.state === "delta") run.text = payload.replace ? payload.deltaText : run.text + payload.deltaText;
    else if (payload.stream === "thinking") run.thinking += payload.data.delta;
    else run.rest.push([event, payload]);
  }
  return runs;
}

test("a reader of the joined events shows the same as a reader of all", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40, size: "max" }), (pieces) => {
      const events = eventsOf(pieces);
      expect(shown(mergeDeltas(events))).toEqual(shown(events));
    }),
    { numRuns: 10_000 },
  );
});

test("after every joined event all events up to its seq have been shown: breaking off anywhere loses nothing", () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30, size: "max" }), (pieces) => {
      const events = eventsOf(pieces);
      const merged = mergeDeltas(events);
      for (let count = 1; count <= merged.length; count += 1) {
        const upTo = merged[count - 1]?.seq ?? 0;
        expect(shown(merged.slice(0, count))).toEqual(shown(events.slice(0, upTo)));
      }
    }),
  );
});

test("neighbours of one run become one event, with the position and the run's seq of the last", () => {
  const merged = mergeDeltas(
    eventsOf([
      { run: "r1", kind: "text", text: "a" },
      { run: "r1", kind: "text", text: "b" },
      { run: "r2", kind: "text", text: "c" },
      { run: "r1", kind: "text", text: "d" },
      { run: "r1", kind: "final", text: "" },
    ]),
  );
  expect(merged.map(({ seq }) => seq)).toEqual([2, 3, 4, 5]);
  expect(merged[0]?.payload).toEqual({ runId: "r1", sessionKey: "r1", seq: 2, state: "delta", deltaText: "ab" });
});

test("an event that is joined with none is passed on as it is", () => {
  const [event] = eventsOf([{ run: "r1", kind: "text", text: "a" }]);
  expect(mergeDeltas([event as LoggedEvent])[0]).toBe(event);
});

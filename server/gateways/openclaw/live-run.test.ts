import { expect, test } from "vitest";
import type { GatewayEvent } from "../../protocol/events.ts";
import { DELTA_PACE_MS } from "../../protocol/pace.ts";
import { LiveRun } from "./live-run.ts";

/** A run whose pauses end when the test says so; what it tells, in short. */
function pacedRun() {
  const told: string[] = [];
  const seqs: number[] = [];
  const pauses: (() => void)[] = [];
  const emit = ({ payload }: GatewayEvent) => {
    const { seq, state, deltaText, stream, data } = payload as {
      seq: number;
      state?: string;
      deltaText?: string;
      stream?: string;
      data?: { delta?: string; phase?: string };
    };
    seqs.push(seq);
    told.push(deltaText ?? (stream ? `${stream} ${data?.delta ?? data?.phase}` : String(state)));
  };
  const live = new LiveRun(
    { runId: "r", sessionKey: "agent:main:main", startedAt: 7 },
    {
      emit,
      later: (call, ms) => {
        expect(ms).toBe(DELTA_PACE_MS);
        pauses.push(call);
        return () => void pauses.splice(pauses.indexOf(call), 1);
      },
    },
  );
  return { live, told, seqs, pauses, endPause: () => pauses.shift()?.() };
}

const words = (whole: string) => ({ state: "delta", message: { content: whole }, deltaText: "" });
const thought = (delta: string) => ({ stream: "thinking", data: { delta } });
const stored = (text: string) => ({ role: "assistant", content: [{ type: "text", text }] }) as never;

test("the first words are told at once, those of the pause after it as one, and a page that is loaded knows what was told", () => {
  const { live, told, endPause } = pacedRun();
  live.chat(words("One"));
  live.chat(words("One two"));
  live.chat(words("One two three"));
  expect(told).toEqual(["One"]);
  expect(live.inFlight()?.text).toBe("One");
  endPause();
  expect(told).toEqual(["One", " two three"]);
  expect(live.inFlight()?.text).toBe("One two three");
});

test("what waits is told before a tool, words of the other kind and the end; after it nothing waits", () => {
  const { live, told, seqs, pauses } = pacedRun();
  live.agent(thought("a"));
  live.agent(thought("b"));
  expect(live.inFlight()?.thinking).toBe("a");
  live.chat(words("x"));
  live.chat(words("xy"));
  live.agent({ stream: "tool", data: { phase: "start", toolCallId: "t", name: "exec", args: {} } });
  live.chat(words("xyz"));
  live.chat(words("xyz!"));
  live.end({ state: "final" });
  expect(told).toEqual(["thinking a", "thinking b", "x", "y", "tool start", "z", "!", "final"]);
  expect(seqs).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(pauses).toEqual([]);
  live.chat(words("xyz!?"));
  live.end({ state: "aborted" });
  expect(told).toHaveLength(8);
});

test("of a run that is over nothing is told any more, whatever is stored late", () => {
  const { live, told } = pacedRun();
  live.agent(thought("hm"));
  live.chat(words("One two three"));
  live.agent({ stream: "tool", data: { phase: "start", toolCallId: "t", name: "exec", args: {} } });
  live.end({ state: "final" });
  const before = [...told];
  live.stored(stored("One"));
  live.agent({ stream: "tool", data: { phase: "result", toolCallId: "t", name: "exec", result: "late" } });
  expect(told).toEqual(before);
});

test("words that wait when their message is stored are not told again", () => {
  const { live, told, endPause } = pacedRun();
  live.chat(words("One"));
  live.chat(words("One two"));
  live.stored(stored("One two"));
  endPause();
  expect(told).toEqual(["One"]);
  live.chat(words("One two\n\nThree"));
  endPause();
  expect(told).toEqual(["One", "Three"]);
});

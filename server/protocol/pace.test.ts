import fc from "fast-check";
import { expect, test } from "vitest";
import { Pace } from "./pace.ts";

const PAUSE_MS = 50;

/** Words that are told at a pace whose pauses end when the test says so. */
function paced() {
  let untold = "";
  const told: string[] = [];
  const pauses: (() => void)[] = [];
  const pace = new Pace(
    () => {
      told.push(untold);
      untold = "";
    },
    PAUSE_MS,
    (call, ms) => {
      expect(ms).toBe(PAUSE_MS);
      pauses.push(call);
      return () => void pauses.splice(pauses.indexOf(call), 1);
    },
  );
  const say = (word: string) => {
    untold += word;
    pace.ask();
  };
  return { pace, told, pauses, say, endPause: () => pauses.shift()?.() };
}

test("the first is told at once, what comes in the pause after it as one", () => {
  const { told, pauses, say, endPause } = paced();
  for (const word of ["a", "b", "c"]) say(word);
  expect(told).toEqual(["a"]);
  endPause();
  expect(told).toEqual(["a", "bc"]);
  endPause();
  expect(pauses).toEqual([]);
  say("d");
  expect(told).toEqual(["a", "bc", "d"]);
});

test("a flush tells what waits, once, and ends the pause", () => {
  const { pace, told, pauses, say } = paced();
  pace.flush();
  expect(told).toEqual([]);
  say("a");
  say("b");
  pace.flush();
  pace.flush();
  expect(told).toEqual(["a", "b"]);
  expect(pauses).toEqual([]);
});

test("whatever is said, paused and flushed in whatever order: told in order, nothing twice, never empty, one pause", () => {
  const steps = fc.array(fc.constantFrom("say", "say", "say", "pause", "flush"), { maxLength: 60 });
  fc.assert(
    fc.property(steps, (row) => {
      const { pace, told, pauses, say, endPause } = paced();
      let said = "";
      for (const [index, step] of row.entries()) {
        const word = String.fromCharCode(97 + (index % 26));
        if (step === "say") {
          said += word;
          say(word);
        } else if (step === "pause") endPause();
        else pace.flush();
        expect(pauses.length).toBeLessThanOrEqual(1);
        expect(said.startsWith(told.join(""))).toBe(true);
      }
      pace.flush();
      expect(told.join("")).toBe(said);
      expect(told).not.toContain("");
    }),
    { numRuns: 2_000 },
  );
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Change, LiveText } from "./live-text.ts";

/** What a reader of the changes holds. */
function reader() {
  let text = "";
  return {
    read: (change: Change | undefined) => {
      if (change) text = change.replace ? change.deltaText : text + change.deltaText;
    },
    cleared: () => {
      text = "";
    },
    get text() {
      return text;
    },
  };
}

/** Hears and says at once. */
function take(live: LiveText, delta: Parameters<LiveText["hear"]>[0]): Change | undefined {
  live.hear(delta);
  return live.say();
}

describe("live text of a real gateway's run", () => {
  test("repeated whole texts become true deltas", () => {
    const live = new LiveText();
    expect(take(live, { whole: "Hello", append: "Hello" })).toEqual({ deltaText: "Hello" });
    expect(take(live, { whole: "Hello wor", append: " wor" })).toEqual({ deltaText: " wor" });
    expect(take(live, { whole: "Hello wor", append: "" })).toBeUndefined();
  });

  test("a newer gateway's plain deltas are appended", () => {
    const live = new LiveText();
    take(live, { append: "Hello" });
    expect(take(live, { append: " world" })).toEqual({ deltaText: " world" });
    expect(live.current).toBe("Hello world");
  });

  test("a rewritten text replaces what was said", () => {
    const live = new LiveText();
    take(live, { whole: "Helo", append: "Helo" });
    expect(take(live, { whole: "Hello", append: "Hello" })).toEqual({ deltaText: "Hello", replace: true });
  });

  test("a stored step is not said again when its deltas lag behind", () => {
    const live = new LiveText();
    take(live, { whole: "before", append: "before" });
    expect(live.store("before the tool ")).toBeUndefined();
    expect(take(live, { whole: "before the tool", append: " the tool" })).toBeUndefined();
    expect(take(live, { whole: "before the tool\n\nafter", append: "\n\nafter" })).toEqual({ deltaText: "after" });
    expect(live.store("after ")).toBeUndefined();
    expect(live.current).toBe("");
  });

  test("any steps, cut anywhere and stored at any moment, read as their text, once", () => {
    const word = fc.stringMatching(/^[a-z]{1,6}( [a-z]{1,6}){0,5}$/);
    const cut = fc.record({ at: fc.nat(40), says: fc.boolean() });
    const steps = fc.array(fc.record({ text: word, cuts: fc.array(cut, { maxLength: 5 }), early: fc.nat(40) }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(steps, (run) => {
        const live = new LiveText();
        const seen = reader();
        const transcript: string[] = [];
        let done = "";
        for (const { text, cuts, early } of run) {
          const prefix = done ? `${done}\n\n` : "";
          const stops = [...cuts, { at: text.length, says: true }].sort((a, b) => a.at - b.at);
          let stored = false;
          for (const { at: stop, says } of stops) {
            if (!stored && stop >= early) {
              seen.cleared();
              seen.read(live.store(text));
              transcript.push(text);
              stored = true;
            }
            if (stop > 0) live.hear({ whole: prefix + text.slice(0, stop), append: "" });
            if (says) seen.read(live.say());
            expect(seen.text).toBe(live.current);
            if (stored) expect(seen.text).toBe("");
          }
          if (!stored) {
            seen.cleared();
            seen.read(live.store(text));
            transcript.push(text);
          }
          done = prefix + text;
        }
        expect(transcript).toEqual(run.map(({ text }) => text));
        expect(seen.text).toBe("");
      }),
      { numRuns: 2_000 },
    );
  });
});

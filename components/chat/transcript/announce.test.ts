import { expect, test } from "vitest";
import { assistantItem } from "../testing/items.ts";
import { type Announced, nextAnnouncement } from "./announce.ts";

/** What a screen reader hears while an answer passes through these texts. */
function heard(...steps: [text: string, state: "running" | "done" | "error" | "aborted"][]): (string | undefined)[] {
  let said: Announced | undefined;
  return steps.map(([text, state]) => {
    const next = nextAnnouncement([assistantItem(text, { state })], said);
    said = next.said;
    return next.text;
  });
}

test("an answer is read in whole sentences, each once, and its end is told", () => {
  expect(
    heard(
      ["", "running"],
      ["The first sent", "running"],
      ["The first sentence. And a", "running"],
      ["The first sentence. And a", "running"],
      ["The first sentence. And a second one.", "done"],
      ["The first sentence. And a second one.", "done"],
    ),
  ).toEqual([
    "Answering",
    undefined,
    "The first sentence.",
    undefined,
    "And a second one. Answer complete.",
    undefined,
  ]);
});

test("an answer that was over before is not read out", () => {
  expect(heard(["Old news.", "done"], ["Old news.", "done"])).toEqual([undefined, undefined]);
});

test("code and marks are not spelled out, and no announcement is endless", () => {
  const [, spoken] = heard(
    ["", "running"],
    [`**Bold** words.\n\n\`\`\`ts\nlet a = 1;\n\`\`\`\n${"x".repeat(5_000)}.`, "done"],
  );
  expect(spoken).toMatch(/^Bold words\. Code\./);
  expect(spoken?.length).toBeLessThan(700);
});

test("a run that fails or is stopped says so", () => {
  expect(heard(["", "running"], ["", "error"])).toEqual(["Answering", "The run failed."]);
  expect(heard(["", "running"], ["Half.", "aborted"])).toEqual(["Answering", "Half. Answer stopped."]);
});

import { expect, test } from "vitest";
import { askedIn } from "./asked.ts";

const args = {
  questions: [
    { id: "target", question: "Where to?" },
    { id: "tell", question: "Who hears of it?" },
  ],
};
const payload = { status: "answered", answers: { answers: { target: ["Staging"], tell: ["Ada", "the cat"] } } };
const both = [
  { id: "target", question: "Where to?", answers: ["Staging"] },
  { id: "tell", question: "Who hears of it?", answers: ["Ada", "the cat"] },
];

test("what was asked stands with what was answered, of either gateway's result", () => {
  expect(askedIn("ask_user", args, JSON.stringify(payload))).toEqual(both);
  const words = `Target: Staging\nTell: Ada, the cat\n\n${JSON.stringify(payload, null, 2)}`;
  expect(askedIn("tool_call", { id: "openclaw:core:ask_user", args }, words)).toEqual(both);
});

test.each(["", "Waiting for an answer.", '{"status":"no_answer"}', "{cut off"])(
  "without an answer the questions stand alone: %j",
  (output) => {
    expect(askedIn("ask_user", args, output).map(({ answers }) => answers)).toEqual([[], []]);
  },
);

test("other calls ask nothing, nor does what is none", () => {
  expect(askedIn("exec", args, "")).toEqual([]);
  expect(askedIn("ask_user", null, "")).toEqual([]);
  expect(askedIn("ask_user", { questions: [null, { id: 7 }] }, "")).toEqual([]);
});

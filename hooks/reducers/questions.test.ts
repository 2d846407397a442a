import { expect, test } from "vitest";
import type { EventFrame } from "@/server/protocol/frames.ts";
import type { QuestionRecord } from "@/server/protocol/questions.ts";
import { reduceQuestions } from "./questions.ts";

const question = (id: string): QuestionRecord => ({
  id,
  questions: [],
  createdAtMs: 1,
  expiresAtMs: 2,
  status: "pending",
});

/** Reducers read the name and the payload alone. */
const frame = (event: string, payload: unknown) => ({ type: "event", event, payload }) as unknown as EventFrame;

test("what is asked is added once, what was answered is gone, and anything else changes nothing", () => {
  const asked = frame("question.requested", question("b"));
  const two = reduceQuestions({ questions: [question("a")] }, asked);
  expect(two.questions.map(({ id }) => id)).toEqual(["a", "b"]);
  expect(reduceQuestions(two, asked)).toBe(two);
  const answered = frame("question.resolved", { id: "a", status: "answered", answers: { answers: {} } });
  expect(reduceQuestions(two, answered).questions).toEqual([question("b")]);
  expect(reduceQuestions(two, frame("question.resolved", { id: "z", status: "expired" }))).toBe(two);
  expect(reduceQuestions(two, frame("health", {}))).toBe(two);
});

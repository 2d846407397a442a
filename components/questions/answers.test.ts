import { expect, test } from "vitest";
import type { Question } from "@/server/protocol/questions.ts";
import { answersOf, NO_ANSWER, pick, write } from "./answers.ts";

const target: Question = {
  questionId: "target",
  header: "Target",
  question: "Where to?",
  options: [{ label: "Staging" }, { label: "Production" }],
  isOther: true,
};
const checks: Question = { ...target, questionId: "checks", multiSelect: true };

test("nothing is sent until every question has its answer", () => {
  const staging = pick(NO_ANSWER, "Staging", false);
  expect(answersOf([target, checks], {})).toBeUndefined();
  expect(answersOf([target, checks], { target: staging })).toBeUndefined();
  const both = { target: staging, checks: pick(NO_ANSWER, "Production", true) };
  expect(answersOf([target, checks], both)).toEqual({ target: ["Staging"], checks: ["Production"] });
});

test("one answer gives up the other, several stand in the order in which they were offered", () => {
  const changed = pick(pick(NO_ANSWER, "Staging", false), "Production", false);
  expect(answersOf([target], { target: changed })).toEqual({ target: ["Production"] });
  const several = pick(pick(NO_ANSWER, "Production", true), "Staging", true);
  expect(answersOf([checks], { checks: several })).toEqual({ checks: ["Staging", "Production"] });
  expect(answersOf([checks], { checks: pick(several, "Staging", true) })).toEqual({ checks: ["Production"] });
});

test("words of one's own stand for the option, or beside them where several count", () => {
  const own = write(pick(NO_ANSWER, "Staging", false), " a box of mine ", false);
  expect(answersOf([target], { target: own })).toEqual({ target: ["a box of mine"] });
  expect(answersOf([target], { target: pick(own, "Staging", false) })).toEqual({ target: ["Staging"] });
  expect(answersOf([target], { target: write(own, " ", false) })).toBeUndefined();
  const beside = write(pick(NO_ANSWER, "Staging", true), "a box of mine", true);
  expect(answersOf([checks], { checks: beside })).toEqual({ checks: ["Staging", "a box of mine"] });
});

test("a secret is sent as it was written", () => {
  const secret: Question = { ...target, questionId: "key", options: [], isSecret: true };
  expect(answersOf([secret], { key: write(NO_ANSWER, " s3cret ", false) })).toEqual({ key: [" s3cret "] });
});

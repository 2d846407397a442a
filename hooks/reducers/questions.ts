import type { EventFrame } from "@/server/protocol/frames.ts";
import type { QuestionRecord } from "@/server/protocol/questions.ts";
import { payloadOf } from "../event-payload.ts";

interface Questions {
  questions: QuestionRecord[];
}

/** The questions that wait after an event: the same object when it is about none of them. */
export function reduceQuestions(before: Questions, frame: EventFrame): Questions {
  const asked = payloadOf(frame, "question.requested");
  if (asked) {
    const isKnown = before.questions.some(({ id }) => id === asked.id);
    return isKnown ? before : { ...before, questions: [...before.questions, asked] };
  }
  const ended = payloadOf(frame, "question.resolved");
  if (!ended) return before;
  const questions = before.questions.filter(({ id }) => id !== ended.id);
  return questions.length === before.questions.length ? before : { ...before, questions };
}

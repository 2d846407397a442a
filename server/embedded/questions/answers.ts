import { RpcError } from "../../protocol/errors.ts";
import type { Question, QuestionAnswers } from "../../protocol/questions.ts";

/** @throws RpcError INVALID_REQUEST for questions that nobody could answer, and for secrets, which are not kept here */
export function requireAnswerable(questions: readonly Question[]): void {
  const ids = new Set<string>();
  for (const { questionId, options, isSecret, secretStore } of questions) {
    if (ids.has(questionId)) throw unfit(questionId, "is there twice: give each a name of its own");
    ids.add(questionId);
    if (isSecret || secretStore) {
      throw unfit(questionId, "asks for a secret, which agents of this gateway are not given: ask for something else");
    }
    if (options.length === 1) throw unfit(questionId, "has a single option: offer at least two, or none");
    if (new Set(options.map(({ label }) => plain(label))).size < options.length) {
      throw unfit(questionId, "offers the same option twice");
    }
  }
}

/** The answers in the order of the questions, each option by its own label. @throws RpcError INVALID_REQUEST */
export function answersTo(questions: readonly Question[], { answers }: QuestionAnswers): QuestionAnswers {
  const stray = Object.keys(answers).find((id) => !questions.some(({ questionId }) => questionId === id));
  if (stray !== undefined) throw unfit(stray, "was not asked");
  return { answers: Object.fromEntries(questions.map((question) => [question.questionId, chosen(question, answers)])) };
}

function chosen(question: Question, answers: QuestionAnswers["answers"]): string[] {
  const { questionId, options, multiSelect = false, isOther = false } = question;
  const given = Object.hasOwn(answers, questionId) ? (answers[questionId] ?? []) : [];
  const values = given.map((value) => {
    const option = options.find(({ label }) => label.trim() === value.trim());
    if (!option && options.length > 0 && !isOther) throw unfit(questionId, `has no option "${value.slice(0, 80)}"`);
    return option?.label ?? value.trim();
  });
  if (values.length === 0 || values.includes("")) throw unfit(questionId, "needs an answer");
  if (values.length > 1 && !multiSelect) throw unfit(questionId, "takes one answer");
  return values;
}

function plain(label: string): string {
  return label.trim().toLowerCase();
}

function unfit(questionId: string, why: string): RpcError {
  return new RpcError("INVALID_REQUEST", `The question "${questionId}" ${why}.`, { details: { field: questionId } });
}

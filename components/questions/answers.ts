import type { Question, QuestionAnswers } from "@/server/protocol/questions.ts";

/** What somebody has chosen and written so far. */
export interface AnswerDraft {
  picked: readonly string[];
  /** Words of their own. Not chosen by being written alone: see `isOwn`. */
  own: string;
  /** Their own words count. */
  isOwn: boolean;
}

export type AnswerDrafts = Readonly<Record<string, AnswerDraft>>;

export const NO_ANSWER: AnswerDraft = { picked: [], own: "", isOwn: false };

/** The draft after an option was clicked: of one that takes a single answer the others are given up. */
export function pick(draft: AnswerDraft, label: string, isMany: boolean): AnswerDraft {
  if (!isMany) return { ...draft, picked: [label], isOwn: false };
  const others = draft.picked.filter((each) => each !== label);
  return { ...draft, picked: others.length === draft.picked.length ? [...others, label] : others };
}

/** The draft after words of one's own: what is written counts, unless nothing is left of it. */
export function write(draft: AnswerDraft, own: string, isMany: boolean): AnswerDraft {
  const isOwn = own.trim() !== "";
  return { picked: isOwn && !isMany ? [] : draft.picked, own, isOwn };
}

/** What is sent; undefined as long as a question is open. Options keep the order in which they were offered. */
export function answersOf(
  questions: readonly Question[],
  drafts: AnswerDrafts,
): QuestionAnswers["answers"] | undefined {
  const answers: Record<string, readonly string[]> = {};
  for (const { questionId, options, isSecret } of questions) {
    const { picked, own, isOwn } = drafts[questionId] ?? NO_ANSWER;
    const chosen = options.map(({ label }) => label).filter((label) => picked.includes(label));
    // Of a secret every character may count.
    const values = isOwn ? [...chosen, isSecret ? own : own.trim()] : chosen;
    if (values.length === 0) return undefined;
    answers[questionId] = values;
  }
  return answers;
}

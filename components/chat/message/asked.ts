import { innerCall } from "./tool-summary.ts";

/** One thing that a call asked a person. */
export interface Asked {
  id: string;
  question: string;
  /** What the person chose or wrote; none while it waits, and when there was no answer. */
  answers: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

/** What a call of `ask_user` asked, and what its result says was answered; nothing of any other call. */
export function askedIn(name: string, args: unknown, output: string): readonly Asked[] {
  const call = innerCall(args) ?? { name, args };
  if (call.name !== "ask_user") return [];
  const answers = answersIn(output);
  return listOf(fieldsOf(call.args).questions).flatMap((each) => {
    const { id, question } = fieldsOf(each);
    if (typeof id !== "string" || typeof question !== "string") return [];
    return [{ id, question, answers: listOf(answers[id]).filter((value) => typeof value === "string") }];
  });
}

/** Of a result that is told as data, or in words with the data after them, as OpenClaw's is. */
function answersIn(output: string): Fields {
  const start = output.indexOf("{");
  if (start === -1) return {};
  try {
    return fieldsOf(fieldsOf(fieldsOf(JSON.parse(output.slice(start))).answers).answers);
  } catch {
    return {};
  }
}

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

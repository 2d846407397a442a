import { Type } from "typebox";
import { closed } from "../../../protocol/schema/common.ts";
import { QuestionId, QuestionOptionParams, QuestionWords } from "../../../protocol/schema/questions.ts";
import { untilAborted } from "../until-aborted.ts";
import { callHost } from "./rpc.ts";
import { defineTool } from "./tool.ts";

const DEFAULT_SECONDS = 900;
const LEAST_SECONDS = 30;
const MOST_SECONDS = 3_600;
const HEADER_CHARS = 12;

/** Longest that a call may take. */
export const ASK_USER_MOST_MS = MOST_SECONDS * 1_000 + 30_000;

export const askUser = defineTool({
  name: "ask_user",
  label: "Ask a person",
  description:
    "Asks the person one to three questions and waits for the answers. Use it only when you cannot go on without a decision that is theirs to make: not to have a plan confirmed, nor for what you can look up or decide sensibly yourself. Ask one question a call unless the answers belong together. Put every choice into the options, the one you recommend first with “(Recommended)” after it; words of their own are always possible, so offer no “Other”. Never ask for passwords or keys. When nobody answers in time, go on by your own best judgement.",
  parameters: Type.Object(
    {
      questions: Type.Array(
        Type.Object(
          {
            id: { ...QuestionId, description: "The answer's name, in snake_case." },
            header: Type.String({ minLength: 1, maxLength: 200, description: "What it is about, in a word or two." }),
            question: { ...QuestionWords, description: "The question in one sentence." },
            options: Type.Array(QuestionOptionParams, { minItems: 2, maxItems: 4 }),
            multiSelect: Type.Optional(Type.Boolean({ description: "Whether several options may be chosen." })),
          },
          closed,
        ),
        { minItems: 1, maxItems: 3 },
      ),
      timeoutSeconds: Type.Optional(
        Type.Integer({
          description: `How long to wait, ${LEAST_SECONDS} to ${MOST_SECONDS}. Default ${DEFAULT_SECONDS}.`,
        }),
      ),
    },
    closed,
  ),
  async *run({ questions, timeoutSeconds = DEFAULT_SECONDS }, { host, agentId, sessionKey, runId, signal }) {
    const seconds = Math.min(MOST_SECONDS, Math.max(LEAST_SECONDS, timeoutSeconds));
    const asked = questions.map(({ id, header, ...question }) => ({
      questionId: id,
      header: [...header.trim()].slice(0, HEADER_CHARS).join(""),
      ...question,
      isOther: true,
    }));
    const of = { agentId, sessionKey, runId };
    const { id } = await callHost(host, "question.request", { questions: asked, ...of, timeoutMs: seconds * 1_000 });
    yield "Waiting for an answer.";
    const outcome = await untilAborted(callHost(host, "question.waitAnswer", { id }), signal);
    if (outcome.status === "answered") yield outcome;
    else yield { status: "no_answer", note: NO_ANSWER[outcome.status] };
  },
});

const NO_ANSWER = {
  pending: "No answer has come: go on by your own best judgement.",
  cancelled: "The person skipped the question, or said something else instead: go on by your own best judgement.",
  expired: "Nobody answered in time: go on by your own best judgement.",
} as const;

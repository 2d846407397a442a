import { Type } from "typebox";
import { closed, NonEmpty } from "./common.ts";

const MAX_ANSWER_CHARS = 16_000;
const Name = Type.Optional(Type.String({ minLength: 1, maxLength: 512 }));
const Timeout = Type.Optional(Type.Integer({ minimum: 1, maximum: 86_400_000 }));
const AllowedHosts = Type.Array(Type.String({ minLength: 1, maxLength: 253 }), { maxItems: 128, uniqueItems: true });

/** One choice of a question. */
export const QuestionOptionParams = Type.Object(
  {
    label: Type.String({ minLength: 1, maxLength: 400 }),
    description: Type.Optional(Type.String({ maxLength: 2_000 })),
  },
  closed,
);
/** The name of a question's answer. */
export const QuestionId = Type.String({ pattern: "^[a-z][a-z0-9_]*$", maxLength: 64 });
export const QuestionWords = Type.String({ minLength: 1, maxLength: 4_000 });

export const QuestionListParams = Type.Object({}, closed);
export const QuestionGetParams = Type.Object({ id: NonEmpty }, closed);
export const QuestionRequestParams = Type.Object(
  {
    id: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
    questions: Type.Array(
      Type.Object(
        {
          questionId: QuestionId,
          header: Type.String({ maxLength: 12 }),
          question: QuestionWords,
          options: Type.Array(QuestionOptionParams, { maxItems: 4 }),
          multiSelect: Type.Optional(Type.Boolean()),
          isOther: Type.Optional(Type.Boolean()),
          isSecret: Type.Optional(Type.Boolean()),
          secretStore: Type.Optional(
            Type.Object(
              {
                name: Type.String({ minLength: 1, maxLength: 128, pattern: "^[A-Z][A-Z0-9_]{0,127}$" }),
                kind: Type.Union([Type.Literal("secret"), Type.Literal("env")]),
                allowedHosts: Type.Optional(AllowedHosts),
                reason: Type.Optional(Type.String({ maxLength: 200 })),
              },
              closed,
            ),
          ),
        },
        closed,
      ),
      { minItems: 1, maxItems: 3 },
    ),
    agentId: Name,
    sessionKey: Name,
    runId: Name,
    /** Default 15 minutes, as OpenClaw's. */
    timeoutMs: Timeout,
  },
  closed,
);
/** Without `timeoutMs` the answer comes once the question waits no more. */
export const QuestionWaitAnswerParams = Type.Object({ id: NonEmpty, timeoutMs: Timeout }, closed);
/** `answers` or `cancel`, not both. */
export const QuestionResolveParams = Type.Object(
  {
    id: NonEmpty,
    answers: Type.Optional(
      Type.Object(
        {
          answers: Type.Record(
            Type.String({ maxLength: 200 }),
            Type.Array(Type.String({ maxLength: MAX_ANSWER_CHARS }), { maxItems: 20 }),
          ),
        },
        closed,
      ),
    ),
    cancel: Type.Optional(Type.Literal(true)),
    secretStoreAllowedHosts: Type.Optional(AllowedHosts),
    resolvedBy: Name,
  },
  closed,
);

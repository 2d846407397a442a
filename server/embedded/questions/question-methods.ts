import { RpcError } from "../../protocol/errors.ts";
import type { QuestionRecord } from "../../protocol/questions.ts";
import {
  QuestionGetParams,
  QuestionListParams,
  QuestionRequestParams,
  QuestionResolveParams,
  QuestionWaitAnswerParams,
} from "../../protocol/schema/questions.ts";
import type { Audiences, Viewer } from "../audience.ts";
import { type MethodTable, method } from "../registry.ts";
import type { Questions } from "./questions.ts";

/** A question is for those who may see the session in which it is asked. */
export function questionMethods(questions: Questions, audiences: Audiences) {
  const seenBy = (viewer: Viewer) => (record: QuestionRecord) =>
    audiences.admits(viewer, record.sessionKey, record.createdAtMs);
  return {
    "question.list": method(QuestionListParams, (_params, viewer) => ({ questions: questions.list(seenBy(viewer)) })),
    "question.get": method(QuestionGetParams, ({ id }, viewer) => ({ question: questions.get(id, seenBy(viewer)) })),
    "question.request": method(QuestionRequestParams, (params) => {
      const { id, expiresAtMs } = questions.request(params);
      return { id, expiresAtMs };
    }),
    "question.waitAnswer": method(QuestionWaitAnswerParams, ({ id, timeoutMs }, viewer) =>
      questions.wait(id, seenBy(viewer), { timeoutMs, signal: viewer.signal }),
    ),
    "question.resolve": method(QuestionResolveParams, (params, viewer) => {
      const { id, answers, cancel = false, secretStoreAllowedHosts } = params;
      if ((answers !== undefined) === cancel) {
        throw new RpcError("INVALID_REQUEST", 'Say either "answers", or "cancel" to skip the question.');
      }
      if (secretStoreAllowedHosts) {
        throw new RpcError("INVALID_REQUEST", "Only an answer that is kept as a secret has hosts: leave them out.");
      }
      return questions.resolve(id, seenBy(viewer), answers, viewer.principal.name);
    }),
  } satisfies MethodTable;
}

import { createHash, randomUUID } from "node:crypto";
import { RpcError } from "../../protocol/errors.ts";
import { type PrincipalInfo, SCOPES } from "../../protocol/frames.ts";
import type { Dispatch } from "../../rpc/dispatch.ts";
import type { Answer, Ask, Runs } from "../../rpc/runs.ts";
import { readObject } from "../body.ts";
import type { Exchange, ExchangeRoute } from "../exchange.ts";
import { type CompletionHead, CompletionStream, choiceEnd, usageOf } from "./answers.ts";
import { openAiError } from "./errors.ts";
import { agentNamed } from "./models.ts";
import { type CompletionRequest, completionRequest, promptOf } from "./request.ts";

/** Twenty MiB of images as base64, and the words. */
const MAX_BYTES = 30 * 1024 * 1024;

/** Tidies up after requests that named no user. */
const HOUSEKEEPER: PrincipalInfo = { id: "http", name: "Mission Control", scopes: [...SCOPES] };

export interface CompletionsOptions {
  runs: Runs;
  dispatch: Dispatch;
  now?: () => number;
}

/**
 * `POST /v1/chat/completions` as OpenAI has it, whole or as a stream. The model is an agent. With `user` the agent
 * remembers: one session for each user; without, the session lasts as long as the request. A client that leaves stops
 * the run.
 */
export function completionsRoute({ runs, dispatch, now = Date.now }: CompletionsOptions): ExchangeRoute {
  async function answerTo(ask: Ask, lasting: boolean, stream?: CompletionStream): Promise<Answer> {
    try {
      return await runs.ask(ask, {
        text: (delta) => stream?.text(delta),
        thinking: (delta) => stream?.reasoning(delta),
      });
    } finally {
      if (!lasting) await forget(ask.sessionKey);
    }
  }

  /** A session that cannot be removed now stays in the list, where a person can. */
  async function forget(key: string): Promise<void> {
    const params = { key, deleteTranscript: true };
    await dispatch.call({ principal: HOUSEKEEPER, method: "sessions.delete", params }).catch(() => {});
  }

  return {
    method: "POST",
    path: "/v1/chat/completions",
    shape: openAiError,
    async answer(exchange) {
      const request = completionRequest(await readObject(exchange.request, MAX_BYTES));
      const agent = await agentNamed(exchange.call, request.model);
      const asked = askOf(request, agent.id, exchange);
      const head: CompletionHead = {
        id: `chatcmpl-${asked.runId}`,
        created: Math.floor(now() / 1_000),
        model: request.model,
      };
      const lasting = Boolean(request.user);
      if (!request.stream) {
        const { text, thinking, stopReason, usage } = await answerTo(asked, lasting);
        const message = { role: "assistant", content: text, ...(thinking && { reasoning_content: thinking }) };
        const choices = [{ index: 0, message, logprobs: null, finish_reason: choiceEnd(stopReason) }];
        return { ...head, object: "chat.completion", choices, usage: usageOf(usage) };
      }
      const stream = new CompletionStream(exchange.response, head);
      try {
        const { stopReason, usage } = await answerTo(asked, lasting, stream);
        stream.end(choiceEnd(stopReason), request.stream_options?.include_usage ? usageOf(usage) : undefined);
      } catch (error) {
        if (!(error instanceof RpcError && exchange.response.headersSent)) throw error;
        stream.fail(openAiError(error));
      } finally {
        stream.close();
      }
    },
  };
}

function askOf(request: CompletionRequest, agentId: string, { principal, signal }: Exchange) {
  const runId = randomUUID();
  const { message, attachments } = promptOf(request.messages, Boolean(request.user));
  const session = request.user ? `openai:user:${nameOf(request.user)}` : `openai:once:${runId}`;
  return {
    principal,
    signal,
    agentId,
    runId,
    sessionKey: `agent:${agentId}:${session}`,
    message,
    ...(attachments.length > 0 && { attachments }),
    ...(request.reasoning_effort && { thinking: request.reasoning_effort }),
  } satisfies Ask;
}

/** A user as part of a session's key: as it is when it can stand there, else its hash. */
function nameOf(user: string): string {
  return /^[a-z0-9][a-z0-9._@-]{0,127}$/.test(user)
    ? user
    : createHash("sha256").update(user).digest("hex").slice(0, 32);
}

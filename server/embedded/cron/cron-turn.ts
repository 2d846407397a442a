import type { CronJob } from "../../protocol/cron.ts";
import { RpcError } from "../../protocol/errors.ts";
import type { ChatEvent, GatewayEvent } from "../../protocol/events.ts";
import { textOf } from "../../protocol/messages.ts";
import type { RunStore } from "../../store/contract.ts";
import { DEFAULT_AGENT_ID } from "../agent-directory.ts";
import type { Chat } from "../chat.ts";
import type { Announcer } from "../event-bus.ts";
import type { SessionBook } from "../session-book.ts";
import { addressOf, mainKeyOf, type SessionAddress } from "../session-keys.ts";

/** What came of one run of a job. */
export interface CronOutcome {
  status: "ok" | "error";
  error?: string;
  summary?: string;
  sessionKey?: string;
  sessionId?: string;
  model?: string;
  provider?: string;
  usage?: { input_tokens: number; output_tokens: number; total_tokens: number };
}

/** Does a job's work under the run's id and resolves when that is over. Never rejects. */
export type CronTurn = (job: CronJob, runId: string) => Promise<CronOutcome>;

export interface CronTurnDeps {
  chat: Pick<Chat, "send">;
  book: SessionBook;
  runs: RunStore;
  events: Announcer<GatewayEvent>;
}

/** Most characters of what the agent said that are kept beside its session. */
export const SUMMARY_LENGTH = 4_000;
export const INTERRUPTED = "Mission Control ended in the middle of this run.";

/** Says a job's words to its agent, as a person would: through the same queue, into a session that can be read. */
export function createCronTurn({ chat, book, runs, events }: CronTurnDeps): CronTurn {
  return async (job, runId) => {
    const place: Pick<CronOutcome, "sessionKey" | "sessionId"> = {};
    const end = endOf(runId, events);
    try {
      const address = sessionOf(job);
      place.sessionKey = address.key;
      place.sessionId = await prepared(book, address, job);
      const { payload } = job;
      const turn = payload.kind === "agentTurn" ? payload : { message: payload.text };
      const { message, thinking, timeoutSeconds } = { thinking: undefined, timeoutSeconds: undefined, ...turn };
      await chat.send(
        {
          sessionKey: address.key,
          agentId: address.agentId,
          message,
          idempotencyKey: runId,
          ...(thinking && { thinking }),
          ...(timeoutSeconds && { timeoutMs: Math.ceil(timeoutSeconds * 1_000) }),
        },
        { alone: job.sessionTarget === "isolated" },
      );
      const event = await end.reached;
      const model = (await runs.get(runId))?.model;
      return { ...outcomeOf(event), ...place, ...(model && { model }) };
    } catch (error) {
      const why = error instanceof RpcError ? error.message : "The job could not be run: see the log.";
      return { status: "error", error: why, ...place };
    } finally {
      end.forget();
    }
  };
}

/** Where a job talks to its agent. @throws RpcError INVALID_REQUEST */
export function sessionOf(job: Pick<CronJob, "id" | "agentId" | "sessionTarget" | "sessionKey">): SessionAddress {
  const { id, agentId, sessionTarget: target, sessionKey } = job;
  const main = mainKeyOf(agentId ?? DEFAULT_AGENT_ID);
  const key =
    target === "isolated"
      ? `cron:${id}`
      : target === "main"
        ? main
        : target === "current"
          ? (sessionKey ?? main)
          : target.slice("session:".length);
  return addressOf(key, agentId, DEFAULT_AGENT_ID);
}

/** The session's id, once it is there and has the job's model. */
function prepared(book: SessionBook, address: SessionAddress, { name, payload, sessionTarget }: CronJob) {
  return book.exclusive(address.key, async () => {
    if (sessionTarget !== "isolated") return (await book.ensure(address)).sessionId;
    const model = payload.kind === "agentTurn" ? payload.model : undefined;
    const session = await book.ensure(address, { label: name, model });
    if (session.model !== model) await book.update(address.key, "patch", { model: model ?? null });
    return session.sessionId;
  });
}

type End = Extract<ChatEvent, { state: "final" | "aborted" | "error" }>;

function endOf(runId: string, events: Announcer<GatewayEvent>): { reached: Promise<End>; forget: () => void } {
  const { promise, resolve } = Promise.withResolvers<End>();
  const forget = events.on(({ event, payload }) => {
    const end = event === "chat" ? endIn(payload, runId) : undefined;
    if (end) resolve(end);
  });
  return { reached: promise, forget };
}

function endIn(payload: unknown, runId: string): End | undefined {
  // The gateway's own `chat` events are of this type.
  const event = payload as ChatEvent;
  if (event.runId !== runId) return undefined;
  return event.state === "final" || event.state === "aborted" || event.state === "error" ? event : undefined;
}

function outcomeOf(event: End): CronOutcome {
  const said = event.message && textOf(event.message).slice(0, SUMMARY_LENGTH);
  const common = {
    ...(said && { summary: said }),
    ...(event.message?.provider && { provider: event.message.provider }),
  };
  switch (event.state) {
    case "final": {
      const { usage } = event;
      return {
        status: "ok",
        ...common,
        ...(usage && {
          usage: { input_tokens: usage.input, output_tokens: usage.output, total_tokens: usage.totalTokens },
        }),
      };
    }
    case "aborted":
      return {
        status: "error",
        error: event.stopReason === "interrupted" ? INTERRUPTED : "It was stopped.",
        ...common,
      };
    case "error":
      return { status: "error", error: event.errorMessage, ...common };
  }
}

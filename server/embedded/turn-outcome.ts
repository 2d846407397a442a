import type { AssistantMessage, MessagePart, StopReason, TokenUsage } from "../protocol/messages.ts";
import type { NewMessage, RunRecord, SessionRecord, Store } from "../store/contract.ts";
import type { RunEnding } from "./live-run.ts";
import { costOf } from "./prices.ts";
import type { StopCause } from "./run-queue.ts";
import type { Clock, ErrorKind, RunEnd } from "./runs/contract.ts";
import type { SessionBook } from "./session-book.ts";
import { isCircleKey } from "./session-keys.ts";

/** What became of a run, before it is stored and told. */
export type Outcome =
  | { kind: "finished"; stopReason: StopReason; usage?: TokenUsage }
  | { kind: "aborted"; usage?: TokenUsage }
  | { kind: "failed"; errorMessage: string; errorKind?: ErrorKind; usage?: TokenUsage };

/** All that the end of a run is made of. */
export interface RunFacts {
  run: RunRecord;
  outcome: Outcome;
  /** Set when somebody or something stopped it. */
  cause: StopCause | undefined;
  /** Said since the last stored message. */
  partial: { text: string; thinking: string };
  lastAnswer: AssistantMessage | undefined;
  stepUsage: readonly TokenUsage[];
  provider: string | undefined;
}

interface SettleDeps {
  store: Store;
  book: SessionBook;
  clock: Clock;
  newId: () => string;
}

const TIMED_OUT = "The run took longer than it was allowed and was stopped. Send the message again with more time.";

/** The loop sees only that it was stopped; what it stores of a cut answer says by what. */
export function stampedBy(message: NewMessage, cause: StopCause | undefined): NewMessage {
  if (message.role !== "assistant" || message.stopReason !== "aborted") return message;
  if (cause === "shutdown") return { ...message, stopReason: "interrupted" };
  if (cause === "timeout") return { ...message, stopReason: "error", errorMessage: TIMED_OUT };
  return message;
}

export function outcomeOf({ stopReason, usage, errorMessage, errorKind }: RunEnd): Outcome {
  switch (stopReason) {
    case "error":
      return { kind: "failed", errorMessage: errorMessage ?? "The model failed without a reason.", errorKind, usage };
    case "aborted":
    case "interrupted":
      return { kind: "aborted", usage };
    case "stop":
    case "toolUse":
    case "length":
      return { kind: "finished", stopReason, usage };
  }
}

/**
 * Stores the end of a run: what was said last, the usage, the session's sums and the run's state.
 * To be called inside of the session's {@link SessionBook.exclusive}.
 */
export async function settle(
  deps: SettleDeps,
  facts: RunFacts,
): Promise<{ ending: RunEnding; run: RunRecord; session?: SessionRecord }> {
  const { store, book, clock } = deps;
  const { run } = facts;
  const verdict = judge(facts);
  const rest = lastWords(deps, facts, verdict);
  const [stored] = rest ? await book.append(run.sessionKey, [rest]) : [];
  const answer = stored?.role === "assistant" ? stored : facts.lastAnswer;
  const usage = facts.outcome.usage ?? sumOf(facts.stepUsage);
  const cost = usage && costOf(run.model ?? "", usage);
  if (usage) await store.usage.add(usageRecord(run, usage, cost, clock()));

  const { partial: _partial, input: _input, ...kept } = run;
  const ended: RunRecord = { ...kept, state: verdict.state, endedAt: clock(), error: verdict.error };
  await store.runs.put(ended);
  const before = await store.sessions.get(run.sessionKey);
  const session =
    before &&
    (await store.sessions.patch(run.sessionKey, {
      status: verdict.state,
      lastRunId: run.runId,
      lastRunError: verdict.error ?? null,
      updatedAt: clock(),
      // An answer in a circle is read in the circle.
      ...(verdict.state !== "killed" && !isCircleKey(before.key) && { unread: true }),
      ...(usage && sums(before, usage, facts.stepUsage.at(-1) ?? usage, cost)),
    }));
  return { ending: endingOf(verdict, answer, usage && withCost(usage, cost)), run: ended, session };
}

type Verdict =
  | { state: "done"; stopReason: StopReason; error?: undefined }
  | { state: "killed" | "interrupted"; stopReason: StopReason; error?: undefined }
  | { state: "failed" | "timeout"; stopReason: "error"; error: string; errorKind?: ErrorKind };

function judge({ outcome, cause }: RunFacts): Verdict {
  switch (cause) {
    case "user":
    case "superseded":
      return { state: "killed", stopReason: "aborted" };
    case "shutdown":
      return { state: "interrupted", stopReason: "interrupted" };
    case "timeout":
      return { state: "timeout", stopReason: "error", error: TIMED_OUT, errorKind: "timeout" };
    case undefined:
      break;
  }
  switch (outcome.kind) {
    case "finished":
      return { state: "done", stopReason: outcome.stopReason };
    case "aborted":
      return { state: "killed", stopReason: "aborted" };
    case "failed":
      return { state: "failed", stopReason: "error", error: outcome.errorMessage, errorKind: outcome.errorKind };
  }
}

/** What was said and is not stored yet; a failed run that stored nothing about it leaves its error in the transcript. */
function lastWords(deps: SettleDeps, { run, partial, lastAnswer, provider }: RunFacts, verdict: Verdict) {
  const told = lastAnswer?.stopReason === "error" && lastAnswer.errorMessage !== undefined;
  const parts = partialParts(partial);
  if (parts.length === 0 && (verdict.error === undefined || told)) return undefined;
  return partialMessage({
    id: deps.newId(),
    run,
    parts,
    timestamp: deps.clock(),
    stopReason: verdict.stopReason,
    errorMessage: verdict.error,
    provider,
  });
}

export function partialParts({ text, thinking }: { text: string; thinking: string }): MessagePart[] {
  return [
    ...(thinking ? [{ type: "thinking" as const, thinking }] : []),
    ...(text ? [{ type: "text" as const, text }] : []),
  ];
}

export function partialMessage(facts: {
  id: string;
  run: RunRecord;
  parts: MessagePart[];
  timestamp: number;
  stopReason: StopReason;
  errorMessage?: string;
  provider?: string;
}): NewMessage {
  const { id, run, parts, timestamp, stopReason, errorMessage, provider } = facts;
  return {
    role: "assistant",
    content: parts,
    timestamp,
    ...(run.model && { model: run.model }),
    ...(provider && { provider }),
    stopReason,
    ...(errorMessage !== undefined && { errorMessage }),
    __openclaw: { id, runId: run.runId },
  };
}

function endingOf(verdict: Verdict, message: AssistantMessage | undefined, usage: TokenUsage | undefined): RunEnding {
  switch (verdict.state) {
    case "done":
      return { state: "final", message, usage, stopReason: verdict.stopReason };
    case "killed":
    case "interrupted":
      return { state: "aborted", message, stopReason: verdict.stopReason };
    case "failed":
    case "timeout":
      return {
        state: "error",
        errorMessage: verdict.error,
        errorKind: verdict.errorKind ?? "unknown",
        message,
      };
  }
}

/** Sums over all runs; `totalTokens` is how full the context was at the last step. */
function sums(before: SessionRecord, usage: TokenUsage, lastStep: TokenUsage, cost: number | undefined) {
  return {
    inputTokens: (before.inputTokens ?? 0) + usage.input + (usage.cacheRead ?? 0) + (usage.cacheWrite ?? 0),
    outputTokens: (before.outputTokens ?? 0) + usage.output,
    totalTokens: lastStep.totalTokens,
    ...(cost !== undefined && { estimatedCostUsd: (before.estimatedCostUsd ?? 0) + cost }),
  };
}

function usageRecord(run: RunRecord, usage: TokenUsage, cost: number | undefined, time: number) {
  const { runId, sessionKey, agentId, model = "" } = run;
  const { input, output, cacheRead = 0, cacheWrite = 0 } = usage;
  return { runId, sessionKey, agentId, model, time, input, output, cacheRead, cacheWrite, cost };
}

function withCost(usage: TokenUsage, cost: number | undefined): TokenUsage {
  return cost === undefined ? usage : { ...usage, cost: { total: cost } };
}

function sumOf(steps: readonly TokenUsage[]): TokenUsage | undefined {
  if (steps.length === 0) return undefined;
  const total = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, totalTokens: 0 };
  for (const step of steps) {
    total.input += step.input;
    total.output += step.output;
    total.cacheRead += step.cacheRead ?? 0;
    total.cacheWrite += step.cacheWrite ?? 0;
    total.totalTokens += step.totalTokens;
  }
  return total;
}

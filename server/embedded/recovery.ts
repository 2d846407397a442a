import { type AssistantMessage, textOf } from "../protocol/messages.ts";
import type { RunRecord, Store } from "../store/contract.ts";
import type { Clock, RunLogger } from "./runs/contract.ts";
import type { SessionBook } from "./session-book.ts";
import { partialMessage, partialParts } from "./turn-outcome.ts";

interface RecoveryDeps {
  store: Store;
  book: SessionBook;
  clock: Clock;
  newId: () => string;
  logger: RunLogger;
}

const INTERRUPTED = "Mission Control ended in the middle of this run. Send the message again to go on.";

/** At the start: what an earlier process left unfinished is put into the transcripts and marked as interrupted. */
export async function recoverRuns(deps: RecoveryDeps): Promise<void> {
  const runs = await deps.store.runs.unfinished();
  for (const run of runs) {
    try {
      await interruptRun(deps, run);
    } catch (err) {
      deps.logger.error({ err, runId: run.runId, sessionKey: run.sessionKey }, "an interrupted run was not stored");
    }
  }
  if (runs.length > 0) deps.logger.warn({ runs: runs.length }, "runs of an earlier process were marked as interrupted");
}

/** Keeps what is left of a run that will not go on: the person's words, what was said so far, and that and why it ended. */
export async function interruptRun(
  { store, book, clock, newId }: RecoveryDeps,
  run: RunRecord,
  why = INTERRUPTED,
): Promise<void> {
  const { input, partial, ...kept } = run;
  await book.exclusive(run.sessionKey, async () => {
    const key = input?.__openclaw.idempotencyKey;
    const heard = key === undefined ? undefined : await store.messages.byIdempotencyKey(run.sessionKey, key);
    if (input && !heard) await book.append(run.sessionKey, [input]);
    const last = await lastAnswer(store, run);
    const isTold = partial !== undefined && last !== undefined && textOf(last).startsWith(partial.text);
    const parts = partial && !isTold ? partialParts(partial) : [];
    // Also without a word: the transcript must say that an answer broke off here.
    if (parts.length > 0 || (run.state === "running" && !isWhole(last))) {
      const message = partialMessage({ id: newId(), run, parts, timestamp: clock(), stopReason: "interrupted" });
      await book.append(run.sessionKey, [message]);
    }
    await store.runs.put({ ...kept, state: "interrupted", endedAt: clock(), error: why });
    await book.update(run.sessionKey, "run", {
      status: "interrupted",
      lastRunId: run.runId,
      lastRunError: why,
      unread: true,
    });
  });
}

/** The newest message of a run that is its agent's. */
async function lastAnswer(store: Store, run: RunRecord): Promise<AssistantMessage | undefined> {
  const { messages } = await store.messages.page(run.sessionKey, { limit: 20, offset: 0 });
  return messages.findLast(
    (message): message is AssistantMessage => message.role === "assistant" && message.__openclaw.runId === run.runId,
  );
}

/** Whether nothing was to follow: the process ended between the last message and the note that the run is done. */
function isWhole(answer: AssistantMessage | undefined): boolean {
  return answer !== undefined && answer.stopReason !== "toolUse";
}

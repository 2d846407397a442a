import type { InFlightRun } from "../protocol/chat.ts";
import { RpcError } from "../protocol/errors.ts";
import type { AssistantMessage, TokenUsage, UserMessage } from "../protocol/messages.ts";
import type { RunRecord, SessionRecord, Store } from "../store/contract.ts";
import type { AgentDirectory } from "./agent-directory.ts";
import type { Emit } from "./event-bus.ts";
import { LiveRun, type RunEnding } from "./live-run.ts";
import { HISTORY_LIMIT, modelHistory } from "./model-history.ts";
import type { ActiveTurn, StopCause, WaitingRun } from "./run-queue.ts";
import type { AgentRunner, Clock, RunEvent, RunLogger, RunRequest } from "./runs/contract.ts";
import type { SessionBook } from "./session-book.ts";
import { type Outcome, outcomeOf, settle, stampedBy } from "./turn-outcome.ts";
import type { UnsettledRuns } from "./unsettled.ts";

export interface TurnDeps {
  store: Store;
  book: SessionBook;
  agents: AgentDirectory;
  runner: AgentRunner;
  emit: Emit;
  clock: Clock;
  newId: () => string;
  logger: RunLogger;
  modelOf(session: SessionRecord): { model: string; provider: string };
  /** Inputs left for the run that is going on, each once. */
  takeSteering(sessionKey: string): WaitingRun[];
  /** Takes runs whose end, or whose message, the store refused, and stores them before the next one of their session. */
  unsettled: Pick<UnsettledRuns, "add" | "settle">;
  /** Milliseconds between two savings of a run's partial text. Default 250. */
  checkpointMs?: number;
  /** Milliseconds that a stopped provider may take to end its stream; then the run goes without it. Default 10,000. */
  graceMs?: number;
}

const CHECKPOINT_MS = 250;
const GRACE_MS = 10_000;
const NOT_HEARD: RunEnding = { state: "error", errorMessage: "The message could not be taken up: send it again." };

/** One turn of an agent: hands the transcript to the agent loop, tells and stores what comes back, and ends once. */
export class Turn implements ActiveTurn {
  readonly done: Promise<void>;
  readonly #deps: TurnDeps;
  readonly #batch: [WaitingRun, ...WaitingRun[]];
  readonly #release: () => void;
  readonly #live: LiveRun;
  readonly #abort = new AbortController();
  readonly #timers: NodeJS.Timeout[] = [];
  #run: RunRecord;
  #cause: StopCause | undefined;
  #phase: "going" | "ending" = "going";
  #abandon: (outcome: Outcome) => void = () => {};
  /** Pending writes that the end waits for. */
  #hearing: Promise<void> = Promise.resolve();
  #saving: Promise<void> = Promise.resolve();
  #saved = "";
  #lastAnswer: AssistantMessage | undefined;
  #provider: string | undefined;
  readonly #stepUsage: TokenUsage[] = [];
  /** Runs that this one answers along with its own and that have not been told to be over. */
  readonly #joining: Set<WaitingRun>;
  /** Runs whose message is in no queue any more and not in the transcript yet. */
  readonly #unheard: Set<WaitingRun>;

  constructor(batch: [WaitingRun, ...WaitingRun[]], release: () => void, deps: TurnDeps) {
    this.#deps = deps;
    this.#batch = batch;
    this.#release = release;
    this.#joining = new Set(batch.slice(1));
    this.#unheard = new Set(batch);
    const { input: _heardNow, ...run } = batch[0].run;
    this.#run = { ...run, state: "running", startedAt: deps.clock() };
    this.#live = new LiveRun(run, deps);
    this.#live.preparing();
    this.#arm();
    this.done = this.#whole().catch((err) => {
      deps.logger.error({ err, runId: run.runId, sessionKey: run.sessionKey }, "a run could not be ended");
      this.#live.end({ state: "error", errorMessage: sayable(err), errorKind: "unknown" });
    });
  }

  get run(): RunRecord {
    return this.#run;
  }

  stop(cause: StopCause): boolean {
    if (this.#phase === "ending") return false;
    if (this.#cause) return true;
    this.#cause = cause;
    this.#abort.abort(new RpcError("ABORTED", "The run was stopped."));
    const { graceMs = GRACE_MS, logger } = this.#deps;
    this.#after(graceMs, () => {
      const { runId, sessionKey } = this.#run;
      logger.error({ runId, sessionKey, graceMs }, "the model's stream did not stop in time and was left behind");
      this.#abandon({ kind: "failed", errorMessage: "The model's stream did not stop in time." });
    });
    return true;
  }

  snapshot(): InFlightRun {
    return this.#live.snapshot();
  }

  unheard(): WaitingRun[] {
    return [...this.#unheard];
  }

  async #whole(): Promise<void> {
    const { logger } = this.#deps;
    const ref = { runId: this.#run.runId, sessionKey: this.#run.sessionKey };
    logger.info(ref, "run started");
    const abandoned = new Promise<Outcome>((resolve) => {
      this.#abandon = resolve;
    });
    const outcome = await Promise.race([this.#play(), abandoned]);
    this.#phase = "ending";
    for (const timer of this.#timers) clearTimeout(timer);
    const { ending, session } = await this.#store(outcome);
    const durationMs = this.#deps.clock() - (this.#run.startedAt ?? 0);
    const { state, error } = this.#run;
    // A run that failed stands among the errors of the log, where people look for what went wrong.
    if (state === "failed") logger.error({ ...ref, state, durationMs, err: error }, "run failed");
    else logger.info({ ...ref, state, durationMs, err: error }, "run ended");
    this.#live.end(ending);
    for (const entry of this.#joining) this.#tellJoined(entry, ending.state === "error" ? ending : NOT_HEARD);
    this.#release();
    if (session) this.#deps.book.changed(session, "run");
  }

  /** Never rejects. */
  async #play(): Promise<Outcome> {
    try {
      const request = await this.#prepare();
      if (this.#abort.signal.aborted) return { kind: "aborted" };
      this.#live.started(request.model);
      for await (const event of this.#deps.runner.run(request)) {
        await this.#hearing;
        if (this.#phase === "ending") break;
        if (event.type === "end") return outcomeOf(event);
        await this.#take(event);
      }
      return { kind: "failed", errorMessage: "The agent stopped without an answer: send the message again." };
    } catch (error) {
      if (this.#abort.signal.aborted) return { kind: "aborted" };
      const { runId, sessionKey } = this.#run;
      this.#deps.logger.error({ err: error, runId, sessionKey }, "run failed");
      return { kind: "failed", errorMessage: sayable(error) };
    }
  }

  /** Puts the waiting inputs into the transcript and reads what the model is to see. */
  async #prepare(): Promise<RunRequest> {
    const { store, book, agents, modelOf, unsettled } = this.#deps;
    const { runId, sessionKey, agentId } = this.#run;
    const [first, ...joined] = this.#batch;
    const settling = unsettled.settle(sessionKey);
    if (settling) await settling;
    return book.exclusive(sessionKey, async () => {
      const session = await book.require(sessionKey);
      const { model, provider } = modelOf(session);
      this.#provider = provider;
      this.#run = { ...this.#run, model };
      book.changed(session, "run");
      await this.#hear(this.#batch);
      await store.runs.put(this.#run);
      for (const entry of joined) await this.#joined(entry);
      // Only now: what was accepted stands in the transcript even when its agent was deleted meanwhile.
      const agent = agents.require(agentId);
      const { messages } = await store.messages.page(sessionKey, { limit: HISTORY_LIMIT, offset: 0 });
      return {
        runId,
        sessionKey,
        agent,
        model,
        thinking: first.thinking ?? session.thinkingLevel,
        history: modelHistory(first.alone ? messages.filter(({ __openclaw }) => __openclaw.runId === runId) : messages),
        workspace: agents.workspaceOf(agentId),
        signal: this.#abort.signal,
        takeSteering: () => this.#takeSteering(),
      };
    });
  }

  #takeSteering(): UserMessage[] {
    if (this.#phase === "ending") return [];
    const taken = this.#deps.takeSteering(this.#run.sessionKey);
    if (taken.length === 0) return [];
    for (const entry of taken) {
      this.#joining.add(entry);
      this.#unheard.add(entry);
    }
    const write = () =>
      this.#deps.book.exclusive(this.#run.sessionKey, async () => {
        await this.#hear(taken);
        for (const entry of taken) await this.#joined(entry);
      });
    this.#hearing = this.#hearing.then(write);
    // Awaited before the next event; until then a failure must not count as unhandled.
    this.#hearing.catch(() => undefined);
    return taken.flatMap(({ run }) => spoken(run));
  }

  async #hear(entries: readonly WaitingRun[]): Promise<void> {
    const { runId, sessionKey } = this.#run;
    const inputs = entries.flatMap(({ run: { input } }) =>
      input ? [{ ...input, __openclaw: { ...input.__openclaw, runId } }] : [],
    );
    await this.#deps.book.append(sessionKey, inputs);
    for (const entry of entries) this.#unheard.delete(entry);
  }

  /** An input that this run answers along with its own: its own run is over without an answer. */
  async #joined(entry: WaitingRun): Promise<void> {
    const { input: _heard, ...rest } = entry.run;
    await this.#deps.store.runs.put({ ...rest, state: "done", endedAt: this.#deps.clock() });
    this.#tellJoined(entry, { state: "final" });
  }

  #tellJoined(entry: WaitingRun, ending: RunEnding): void {
    this.#joining.delete(entry);
    new LiveRun(entry.run, this.#deps).end(ending);
  }

  async #take(event: Exclude<RunEvent, { type: "end" }>): Promise<void> {
    // What a stopped stream still says is not told; its finished messages are kept.
    if (this.#cause && event.type !== "message") return;
    switch (event.type) {
      case "text":
        return this.#live.text(event.delta);
      case "thinking":
        return this.#live.thinking(event.delta);
      case "tool-start": {
        const { toolCallId, name, args } = event;
        return this.#live.tool({ phase: "start", toolCallId, name, args });
      }
      case "tool-update": {
        const { toolCallId, name, partial } = event;
        return this.#live.tool({ phase: "update", toolCallId, name, partialResult: partial });
      }
      case "tool-result": {
        const { toolCallId, name, result, isError, durationMs } = event;
        return this.#live.tool({ phase: "result", toolCallId, name, result, isError, durationMs });
      }
      case "message":
        return this.#keep(event.message);
    }
  }

  #keep(message: Extract<RunEvent, { type: "message" }>["message"]): Promise<void> {
    const { runId, sessionKey } = this.#run;
    this.#live.flush();
    return this.#deps.book.exclusive(sessionKey, async () => {
      const own = { ...stampedBy(message, this.#cause), __openclaw: { ...message.__openclaw, runId } };
      const [stored] = await this.#deps.book.append(sessionKey, [own]);
      if (!stored) return;
      this.#live.stored(stored);
      if (stored.role !== "assistant") return;
      this.#lastAnswer = stored;
      if (stored.usage) this.#stepUsage.push(stored.usage);
    });
  }

  async #store(outcome: Outcome): Promise<{ ending: RunEnding; session?: SessionRecord }> {
    const { book, logger } = this.#deps;
    const { runId, sessionKey } = this.#run;
    try {
      await Promise.allSettled([this.#hearing, this.#saving]);
      return await book.exclusive(sessionKey, async () => {
        this.#live.flush();
        // Accepted words that found no room when they were taken up: they stand before what became of them.
        await this.#hear([...this.#unheard]);
        const settled = await settle(this.#deps, {
          run: this.#run,
          outcome,
          cause: this.#cause,
          partial: this.#live.partial,
          lastAnswer: this.#lastAnswer,
          stepUsage: this.#stepUsage,
          provider: this.#provider,
        });
        if (settled.ending.message) this.#live.stored(settled.ending.message);
        this.#run = settled.run;
        return settled;
      });
    } catch (error) {
      logger.error({ err: error, runId, sessionKey }, "the end of a run could not be stored");
      if (error instanceof RpcError && error.code === "STORAGE") this.#leave(error.message);
      return { ending: { state: "error", errorMessage: sayable(error), errorKind: "unknown" } };
    }
  }

  /** Hands over what the store had no room for: the run as far as it went, and those that it was to answer along. */
  #leave(why: string): void {
    const [first] = this.#batch;
    const own = this.#unheard.has(first) ? { ...this.#run, input: first.run.input } : this.#run;
    this.#deps.unsettled.add({ ...own, partial: this.#live.partial }, why);
    for (const { run } of this.#joining) this.#deps.unsettled.add(run, why);
  }

  #arm(): void {
    const { checkpointMs = CHECKPOINT_MS } = this.#deps;
    const { timeoutMs } = this.#batch[0];
    if (timeoutMs !== undefined) this.#after(timeoutMs, () => this.stop("timeout"));
    this.#timers.push(setInterval(() => this.#checkpoint(), checkpointMs).unref());
  }

  #after(ms: number, act: () => void): void {
    this.#timers.push(setTimeout(act, ms));
  }

  /** Saves what was said so far, so that a killed process leaves it behind. One write at a time. */
  #checkpoint(): void {
    const { partial } = this.#live;
    const now = `${partial.text.length} ${partial.thinking.length} ${this.#lastAnswer?.__openclaw.seq}`;
    if (now === this.#saved || this.#phase === "ending") return;
    const before = this.#saved;
    this.#saved = now;
    this.#saving = this.#saving
      .then(() => this.#deps.store.runs.put({ ...this.#run, partial }))
      .catch((err) => {
        this.#saved = before;
        const { runId, sessionKey } = this.#run;
        this.#deps.logger.warn({ err, runId, sessionKey }, "partial text could not be saved");
      });
  }
}

/** As a message that the model hears; it gets its place in the transcript meanwhile. */
function spoken({ input }: RunRecord): UserMessage[] {
  if (input?.role !== "user") return [];
  return [{ ...input, __openclaw: { ...input.__openclaw, seq: 0 } }];
}

function sayable(error: unknown): string {
  return error instanceof RpcError ? error.message : "The run failed by a fault of the server: see its log.";
}

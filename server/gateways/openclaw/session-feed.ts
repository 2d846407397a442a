import type { InFlightRun } from "../../protocol/chat.ts";
import type { GatewayEvent } from "../../protocol/events.ts";
import type { JsonObject } from "../../protocol/frames.ts";
import type { Message } from "../../protocol/messages.ts";
import { type Defer, defer } from "../../protocol/pace.ts";
import type { SessionRow } from "../../protocol/sessions.ts";
import { LiveRun } from "./live-run.ts";
import { gatewayMessageId, isObject, isTruncated, messagesOf } from "./rows.ts";
import { RunNames } from "./run-names.ts";

const NEWEST_ROWS = 100;
const KEPT_IDS = 2_000;
const KEPT_RUNS = 50;

export type Request = (method: string, params: unknown) => Promise<unknown>;

/**
 * One session of a real gateway as a row of events. Messages come from its own transcript, read on from a cursor, so that
 * they are complete and in order whatever the connection dropped; live text comes from its events. Everything goes
 * through one queue: an answer to `read` stands exactly between the events before and after it.
 */
export class SessionFeed {
  readonly sessionKey: string;
  readonly #request: Request;
  readonly #emit: (event: GatewayEvent) => void;
  readonly #later: Defer;
  readonly #runs = new Map<string, LiveRun>();
  readonly #told = new Set<string>();
  readonly #sent = new Set<string>();
  /** What the gateway's runs are called here. */
  readonly names = new RunNames();
  /** Messages that wait for a run to end, by the key that they were sent under, the oldest first. */
  readonly #waiting = new Set<string>();
  /** What no longer waits, and whose run was not heard of yet. */
  readonly #unanswered = new Set<string>();
  readonly #aborted = new Set<string>();
  #cursor: string | undefined;
  #tail: Promise<unknown> = Promise.resolve();

  constructor(
    sessionKey: string,
    { request, emit, later = defer }: { request: Request; emit: (event: GatewayEvent) => void; later?: Defer },
  ) {
    this.sessionKey = sessionKey;
    this.#request = request;
    this.#emit = emit;
    this.#later = later;
  }

  /** The run that is going on, as far as its events have been told. */
  get inFlight(): InFlightRun | undefined {
    for (const run of [...this.#runs.values()].reverse()) if (!run.ended) return run.inFlight();
    return undefined;
  }

  /** Whether a run was stopped, as far as anybody was here to see it: a transcript does not tell of a tool's. */
  wasAborted(runId: string): boolean {
    return this.#aborted.has(runId);
  }

  /** The session's row, its runs by the names that they have here. The gateway says of few rows what runs in them. */
  row(row: SessionRow): SessionRow {
    const { lastRunId, activeRunIds } = row;
    const going = [...this.#runs.values()].flatMap((run) => (run.ended ? [] : [run.runId]));
    const hasActiveRun = row.hasActiveRun ?? going.length > 0;
    const named = activeRunIds?.map((id) => this.names.nameOf(id)) ?? going;
    return {
      ...row,
      ...(hasActiveRun && { hasActiveRun, ...(named.length > 0 && { activeRunIds: named }) }),
      ...(lastRunId !== undefined && { lastRunId: this.names.nameOf(lastRunId) }),
    };
  }

  /** The message of a run under the name that its sender knows. */
  named(message: Message): Message {
    const { runId } = message.__openclaw;
    if (runId === undefined || this.names.nameOf(runId) === runId) return message;
    return { ...message, __openclaw: { ...message.__openclaw, runId: this.names.nameOf(runId) } };
  }

  /** Takes an event of the gateway that belongs to this session. */
  take(event: string, payload: JsonObject): Promise<void> {
    return this.#queued(async () => {
      // Somebody else's run begins with a `chat` event, one that has waited does not.
      if (event === "agent") this.#name(payload.runId);
      if (event === "session.message") await this.#sync(payload);
      else if (event === "chat") await this.#chat(payload);
      else this.#runOf(payload)?.agent(payload);
    });
  }

  /** Brings what was missed: new messages, the run that goes on, and the end of those that do no longer. */
  reconcile(): Promise<void> {
    return this.#queued(async () => {
      const history = await this.#sync({});
      const inFlight: JsonObject = isObject(history?.inFlightRun) ? history.inFlightRun : {};
      const going = this.#heardNow(inFlight);
      for (const run of this.#runs.values()) if (!run.ended && run.runId !== going) run.end({ state: "final" });
    });
  }

  /**
   * Before a message is sent: looks where the transcript stands, so that whatever is added from now on is known to be new.
   * @param runId the message's key, by which it is known even when the connection breaks before anything was heard of it
   */
  begin(runId: string): Promise<void> {
    remember(this.#sent, runId, KEPT_RUNS);
    return this.#queued(async () => {
      // A session that does not exist yet has no transcript to stand in.
      if (this.#cursor === undefined) await this.#sync({}).catch(() => {});
    });
  }

  /** A run that began before anybody listened may say nothing until it ends: it is heard of here. Its name. */
  #heardNow({ runId, text }: JsonObject): string | undefined {
    if (typeof runId !== "string") return undefined;
    this.#name(runId);
    const name = this.names.nameOf(runId);
    const isNew = !this.#runs.has(name);
    const run = this.#runOf({ runId });
    if (isNew && typeof text === "string" && text !== "") run?.chat({ state: "delta", deltaText: text });
    return name;
  }

  /** Runs a read so that it sees every event before it and none after it. */
  read<Result>(look: () => Promise<Result>): Promise<Result> {
    return this.#queued(async () => {
      if (this.#cursor !== undefined) await this.#sync({});
      return look();
    });
  }

  async #chat(payload: JsonObject): Promise<void> {
    const run = this.#runOf(payload);
    if (!run) return;
    const ends = payload.state === "final" || payload.state === "aborted" || payload.state === "error";
    if (!ends) return run.chat(payload);
    if (!run.ended) await this.#sync({});
    // The gateway says at once that it is done with what waits, and runs it later.
    if (this.#waiting.has(run.runId) && payload.state === "final") return void this.#runs.delete(run.runId);
    if (payload.state === "final" && payload.runId === run.runId && this.names.isRenamed(run.runId)) return;
    if (payload.state === "aborted") remember(this.#aborted, run.runId, KEPT_RUNS);
    run.end(payload);
  }

  /** Reads on from the cursor and tells each new message; the answer, or undefined when it could not be had. */
  async #sync(trigger: JsonObject): Promise<JsonObject | undefined> {
    const firstLook = this.#cursor === undefined;
    const history = await this.#history();
    if (!history) return undefined;
    for (const message of Array.isArray(history.messages) ? messagesOf(history.messages) : []) {
      if (!firstLook || this.#isNew(message, trigger)) await this.#tell(message);
      else remember(this.#told, message.__openclaw.id, KEPT_IDS);
    }
    if (typeof history.deltaCursor === "string") this.#cursor = history.deltaCursor;
    for (const { runId, state } of inputsOf(history)) {
      if (state === "queued" && !this.names.isRenamed(runId)) remember(this.#waiting, runId, KEPT_RUNS);
      else if (this.#waiting.delete(runId)) this.#runOf({ runId })?.end({ state: "aborted" });
    }
    return history;
  }

  /** What came after the cursor; the newest page when there is none, or when the gateway cannot go on from it. */
  async #history(): Promise<JsonObject | undefined> {
    const { sessionKey } = this;
    if (this.#cursor !== undefined) {
      const delta = await this.#request("chat.history", { sessionKey, cursor: this.#cursor });
      if (isObject(delta) && delta.kind === "delta") return delta;
    }
    const page = await this.#request("chat.history", { sessionKey, limit: NEWEST_ROWS });
    return isObject(page) ? page : undefined;
  }

  /**
   * Finds the name of a run that nobody was told of: it answers what has waited and is in the transcript now, or, when
   * nothing else runs, what has waited longest.
   */
  #name(id: unknown): void {
    if (typeof id !== "string" || this.#isKnown(id)) return;
    const [key] = this.inFlight ? this.#unanswered : [...this.#unanswered, ...this.#waiting];
    if (key === undefined) return;
    this.#unanswered.delete(key);
    this.#waiting.delete(key);
    this.names.set(id, key);
  }

  #isKnown(id: string): boolean {
    return this.#runs.has(this.names.nameOf(id)) || this.#sent.has(id) || this.#waiting.has(id);
  }

  /** On the first look only what the event that led to it speaks of is new, and what belongs to a run we have heard of. */
  #isNew({ __openclaw: meta }: Message, trigger: JsonObject): boolean {
    if (typeof trigger.messageSeq === "number" && meta.seq >= trigger.messageSeq) return true;
    return [meta.runId && this.names.nameOf(meta.runId), meta.idempotencyKey].some(
      (run) => run !== undefined && (this.#runs.has(run) || this.#sent.has(run)),
    );
  }

  async #tell(cut: Message): Promise<void> {
    const { id } = cut.__openclaw;
    if (this.#told.has(id)) return;
    const whole = await wholeMessage(cut, this.sessionKey, this.#request);
    remember(this.#told, id, KEPT_IDS);
    this.#settle(whole.__openclaw);
    const message = this.named(whole);
    const agentId = /^agent:([^:]+):/.exec(this.sessionKey)?.[1] ?? "main";
    this.#emit({ event: "session.message", payload: { sessionKey: this.sessionKey, agentId, message } });
    const run = message.__openclaw.runId ? this.#runs.get(message.__openclaw.runId) : undefined;
    run?.stored(message);
  }

  /** What has waited is in the transcript; what a run that is known says after it is the answer to it. */
  #settle({ idempotencyKey: key, runId }: Message["__openclaw"]): void {
    if (key !== undefined && this.#waiting.delete(key)) remember(this.#unanswered, key, KEPT_RUNS);
    if (runId === undefined) return;
    if (this.#isKnown(runId)) this.#unanswered.clear();
    else this.#name(runId);
  }

  #runOf(payload: JsonObject): LiveRun | undefined {
    const { agentId } = payload;
    if (typeof payload.runId !== "string") return undefined;
    const runId = this.names.nameOf(payload.runId);
    const known = this.#runs.get(runId);
    if (known) return known;
    const run = new LiveRun(
      {
        runId,
        sessionKey: this.sessionKey,
        agentId: typeof agentId === "string" ? agentId : undefined,
        startedAt: Date.now(),
      },
      { emit: this.#emit, later: (call, ms) => this.#queuedLater(call, ms) },
    );
    this.#runs.set(runId, run);
    for (const [oldest, { ended }] of this.#runs) {
      if (this.#runs.size <= KEPT_RUNS) break;
      if (ended) this.#runs.delete(oldest);
    }
    return run;
  }

  /** A timer whose call takes its turn in the queue, so that nothing is told in the middle of a `read`. */
  #queuedLater(call: () => void, ms: number): () => void {
    let isCancelled = false;
    const cancel = this.#later(() => {
      void this.#queued(async () => {
        if (!isCancelled) call();
      });
    }, ms);
    return () => {
      isCancelled = true;
      cancel();
    };
  }

  #queued<Result>(step: () => Promise<Result>): Promise<Result> {
    const result = this.#tail.then(step);
    this.#tail = result.catch(() => {});
    return result;
  }
}

/**
 * The message with all of its text: a gateway cuts it at some 8,000 characters for display.
 * A message that cannot be had whole stays as it is, marked `truncated`.
 */
export async function wholeMessage(message: Message, sessionKey: string, request: Request): Promise<Message> {
  if (!isTruncated(message)) return message;
  const messageId = gatewayMessageId(message.__openclaw.id);
  const answer = await request("chat.message.get", { sessionKey, messageId }).catch(() => undefined);
  if (!isObject(answer) || answer.ok !== true) return message;
  const [whole] = messagesOf([answer.message]);
  if (!whole || whole.role !== message.role) return message;
  const { truncated: _cut, ...meta } = message.__openclaw;
  return { ...message, content: whole.content, __openclaw: meta };
}

/** What waits for a run to end, and what did until it was withdrawn. */
function inputsOf({ pendingInputs }: JsonObject): { runId: string; state: unknown }[] {
  const items: unknown[] = isObject(pendingInputs) && Array.isArray(pendingInputs.items) ? pendingInputs.items : [];
  return items.flatMap((item) =>
    isObject(item) && typeof item.runId === "string" ? [{ runId: item.runId, state: item.state }] : [],
  );
}

function remember(ids: Set<string>, id: string, most: number): void {
  ids.add(id);
  for (const oldest of ids) {
    if (ids.size <= most) break;
    ids.delete(oldest);
  }
}

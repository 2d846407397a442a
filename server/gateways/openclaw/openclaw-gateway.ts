import type { EventFrame, HelloOk } from "@openclaw/gateway-protocol";
import type { ChatHistoryResult } from "../../protocol/chat.ts";
import { type GatewayEvent, isEvent } from "../../protocol/events.ts";
import type { JsonObject } from "../../protocol/frames.ts";
import type { GatewayStatus } from "../../protocol/gateways.ts";
import type { SessionRow, SessionsListResult } from "../../protocol/sessions.ts";
import type { StatusResult } from "../../protocol/system.ts";
import { CallGate } from "../call-gate.ts";
import type { CallContext, Unsubscribe } from "../gateway.ts";
import type { RestingGateway } from "../pooled.ts";
import { AgentChanges } from "./agent-changes.ts";
import { answerOf, runsOf, statusOf } from "./answers.ts";
import { askedAgain } from "./asked-again.ts";
import type { Finding } from "./doctor.ts";
import { Latency } from "./latency.ts";
import { Link, type LinkOptions } from "./link.ts";
import { type LogBook, LogTail } from "./log-tail.ts";
import { isObject, messagesOf, sessionRowOf, withAborts } from "./rows.ts";
import { SessionFeed, wholeMessage } from "./session-feed.ts";
import { ToldRows } from "./told-rows.ts";
import { untoldChange } from "./untold-changes.ts";

const MOST_CALLS = 64;
const MOST_WAITING = 1_000;
const KEPT_FEEDS = 500;
const RECONCILED_SESSIONS = 200;
/** Of sessions with runs that nobody was told of so many are looked into after a connect. */
const UNHEARD_RUNS = 32;
const HISTORY_PAGE = 200;

/** Events that a session's feed tells in its own words. */
const FEED_EVENTS: ReadonlySet<string> = new Set(["chat", "agent", "session.tool", "session.message"]);

/** Reads whose equal calls share one answer. */
const SHARED_READS = /(^|\.)(list|status|describe|get|catalog)$|^(health|status|models\.list|usage\.|system-presence)/;

export type OpenClawOptions = LinkOptions & {
  name: string;
  /** Where the lines of its log are kept once somebody asks for them. Left out, the log cannot be searched. */
  newLogBook?: () => LogBook;
};

/**
 * A real OpenClaw gateway behind the official client: one connection that sees everything, told as our events. It
 * connects when it is woken.
 */
export class OpenClawGateway implements RestingGateway {
  readonly kind = "openclaw";
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly #link: Link;
  readonly #latency = new Latency();
  readonly #log: LogTail | undefined;
  readonly #gate = new CallGate({ most: MOST_CALLS, mostWaiting: MOST_WAITING });
  readonly #feeds = new Map<string, SessionFeed>();
  readonly #agents = new AgentChanges((method, params) => this.#request(method, params));
  readonly #rows = new ToldRows<SessionRow>();
  readonly #eventListeners = new Set<(event: GatewayEvent) => void>();
  readonly #statusListeners = new Set<(status: GatewayStatus) => void>();
  #status: GatewayStatus = { state: "connecting", since: Date.now() };
  #hello: HelloOk | undefined;
  /** When the process behind it started, as its greeting told. */
  #startedAt = 0;
  #reconciled: Promise<unknown> = Promise.resolve();

  constructor(options: OpenClawOptions) {
    this.id = options.gatewayId;
    this.name = options.name;
    this.url = options.url;
    const { newLogBook } = options;
    this.#log =
      newLogBook &&
      new LogTail({
        book: newLogBook(),
        request: (method, params) => this.#request(method, params),
        onEntry: (entry) => this.#emit({ event: "log_entry", payload: entry }),
      });
    this.#link = new Link(options, {
      onReady: (hello) => this.#ready(hello),
      onEvent: (event) => this.#take(event),
      onDown: (finding) => this.#down(finding),
      onGap: () => this.#reconcile(),
    });
  }

  get status(): GatewayStatus {
    return this.#status;
  }

  get version(): string | undefined {
    return this.#hello?.server.version;
  }

  get methods(): ReadonlySet<string> {
    const methods = new Set(this.#hello?.features.methods);
    // What can be read on can be searched, once it was read.
    if (this.#log && methods.has("logs.tail")) methods.add("logs.search");
    return methods;
  }

  get latencyMs(): number | undefined {
    return this.#latency.ms;
  }

  wake(): void {
    if (this.#status.state === "unavailable") this.#setStatus({ state: "connecting", since: Date.now() });
    this.#link.start();
  }

  rest(): void {
    this.#log?.close();
    this.#link.rest();
  }

  async call(method: string, params: unknown, { signal }: CallContext): Promise<unknown> {
    if (method === "chat.history" && isObject(params) && typeof params.sessionKey === "string") {
      return this.#history(params.sessionKey, params, signal);
    }
    if (method === "chat.send" && isObject(params) && typeof params.sessionKey === "string") {
      return this.#send(params.sessionKey, params, signal);
    }
    if (method === "chat.abort" && isObject(params) && typeof params.sessionKey === "string") {
      return this.#abort(params.sessionKey, params, signal);
    }
    if (method === "logs.search" && this.#log && !this.#hello?.features.methods.includes(method)) {
      return this.#log.search(params);
    }
    if (method === "status") return this.#statusNow(signal);
    if (method === "sessions.describe") return this.#describe(params, signal);
    if (method === "sessions.patch" && isObject(params) && params.archived !== undefined) {
      return this.#request(method, await this.#thatSession(params, signal), signal);
    }
    const deleted = method === "agents.delete" && isObject(params) ? String(params.agentId) : undefined;
    const sessions = deleted === undefined ? [] : await this.#agents.sessionsOf(deleted);
    const answer = await this.#request(method, params, signal);
    const change = untoldChange(method, params, answer);
    if (change) {
      if (isEvent(change, "agents.changed")) await this.#agents.inEffect(change.payload, params);
      this.#emit(change);
      for (const sessionKey of sessions) this.#sessionChanged({ sessionKey, reason: "delete" });
    }
    if (method === "sessions.list") return this.#sessionsOf(answer);
    return answerOf(method, answer);
  }

  onEvent(listener: (event: GatewayEvent) => void): Unsubscribe {
    this.#eventListeners.add(listener);
    return () => void this.#eventListeners.delete(listener);
  }

  onStatus(listener: (status: GatewayStatus) => void): Unsubscribe {
    this.#statusListeners.add(listener);
    return () => void this.#statusListeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#eventListeners.clear();
    this.#statusListeners.clear();
    this.#log?.close();
    await this.#link.close();
  }

  #request(method: string, params: unknown, signal?: AbortSignal): Promise<unknown> {
    const shareKey = SHARED_READS.test(method) ? `${method} ${JSON.stringify(params ?? {})}` : undefined;
    // A shared call must not end because one of its callers left.
    return this.#gate.run(
      () => askedAgain(() => this.#link.request(method, params, shareKey === undefined ? signal : undefined)),
      shareKey,
    );
  }

  async #statusNow(signal: AbortSignal | undefined): Promise<StatusResult> {
    const [status, sessions] = await Promise.all([
      this.#request("status", {}, signal),
      this.#request("sessions.list", { limit: RECONCILED_SESSIONS }, signal),
    ]);
    const active = rowsOf(sessions).flatMap((row) => {
      const session = this.#rowOf(row);
      return session ? runsOf(session, row) : [];
    });
    return statusOf({ hello: this.#hello, startedAt: this.#startedAt, now: Date.now(), status, active });
  }

  /** Archiving must name the session that is meant, which its key alone does not: the one that has it now. */
  async #thatSession(params: JsonObject, signal: AbortSignal | undefined): Promise<JsonObject> {
    if (params.expectedSessionId !== undefined) return params;
    const { session } = await this.#describe({ key: params.key }, signal);
    return { ...params, ...(session && { expectedSessionId: session.sessionId }) };
  }

  async #describe(params: unknown, signal: AbortSignal | undefined): Promise<{ session: SessionRow | null }> {
    const answer = await this.#request("sessions.describe", params, signal);
    return { session: this.#rowOf(isObject(answer) ? answer.session : null) ?? null };
  }

  async #send(sessionKey: string, params: JsonObject, signal: AbortSignal | undefined): Promise<unknown> {
    const feed = this.#feedOf(sessionKey);
    const key = String(params.idempotencyKey);
    await feed.begin(key);
    const answer = await this.#request("chat.send", params, signal);
    // The gateway says "started" to what waits for another run, too.
    const other = feed.inFlight !== undefined && feed.inFlight.runId !== key;
    const waits = other && params.queueMode !== "interrupt" && isObject(answer) && answer.status === "started";
    return waits ? { ...answer, status: "queued" } : answer;
  }

  /** Runs have names here that the gateway does not know. */
  async #abort(sessionKey: string, params: JsonObject, signal: AbortSignal | undefined): Promise<unknown> {
    const { names } = this.#feedOf(sessionKey);
    const { runId } = params;
    const asked = typeof runId === "string" ? { ...params, runId: names.idOf(runId) } : params;
    const answer = await this.#request("chat.abort", asked, signal);
    if (!isObject(answer) || !Array.isArray(answer.runIds)) return answer;
    return { ...answer, runIds: answer.runIds.map((id) => (typeof id === "string" ? names.nameOf(id) : id)) };
  }

  async #history(sessionKey: string, params: JsonObject, signal: AbortSignal | undefined): Promise<ChatHistoryResult> {
    const feed = this.#feedOf(sessionKey);
    return feed.read(async () => {
      const answer = await this.#request("chat.history", { limit: HISTORY_PAGE, ...params }, signal);
      const history: JsonObject = isObject(answer) ? answer : {};
      const cut = Array.isArray(history.messages) ? messagesOf(history.messages) : [];
      const whole = await Promise.all(
        cut.map(async (message) => feed.named(await wholeMessage(message, sessionKey, (m, p) => this.#request(m, p)))),
      );
      const { inFlight } = feed;
      const info: JsonObject = isObject(history.sessionInfo) ? history.sessionInfo : {};
      const lastRunId = typeof info.lastRunId === "string" ? feed.names.nameOf(info.lastRunId) : undefined;
      const last = info.abortedLastRun === true ? lastRunId : undefined;
      const messages = withAborts(whole, (runId) => runId === last || feed.wasAborted(runId));
      const waiting = (asHistory(history).pendingInputs?.items ?? []).filter(({ state }) => state !== "cancelled");
      return {
        ...asHistory(history),
        sessionKey,
        messages,
        pendingInputs: { items: waiting, total: waiting.length },
        sessionInfo: this.#rowOf(history.sessionInfo),
        inFlightRun: inFlight,
      };
    });
  }

  async #ready(hello: HelloOk): Promise<void> {
    this.#hello = hello;
    this.#startedAt = Date.now() - hello.snapshot.uptimeMs;
    // Without this, messages and tool steps of runs that others began would not reach us.
    this.#reconciled = this.#latency
      .measure(() => this.#link.request("sessions.subscribe", {}))
      .then(() => this.#reconcileNow())
      .catch(() => {});
    await this.#reconciled;
    this.#setStatus({ state: "ready", since: Date.now() });
  }

  #down({ cause: reason, code, fix, command, requestId }: Finding): void {
    const before = this.#status.state === "unavailable" ? this.#status : undefined;
    // A try that fails like the one before is no news.
    if (before?.reason === reason && before.requestId === requestId) return;
    this.#setStatus({
      state: "unavailable",
      since: before?.since ?? Date.now(),
      reason,
      code,
      fix,
      ...(command && { command }),
      ...(requestId && { requestId }),
    });
  }

  #take(event: EventFrame): void {
    if (!FEED_EVENTS.has(event.event)) this.#gate.renew();
    if (event.event === "config.changed") this.#agents.settingsTaken();
    // Live events wait until what was missed before them has been told.
    void this.#reconciled.then(() => this.#tell(event));
  }

  #tell({ event, payload }: EventFrame): void {
    // The gateway's own pulse, twice a minute. A round trip that fails is told as a lost connection.
    if (event === "tick") this.#latency.measure(() => this.#link.request("health", {})).catch(() => {});
    const body: JsonObject = isObject(payload) ? payload : {};
    if (FEED_EVENTS.has(event)) {
      if (typeof body.sessionKey !== "string") return;
      void this.#feedOf(body.sessionKey)
        .take(event === "session.tool" ? "agent" : event, body)
        // The connection broke meanwhile; the reconciliation after the next one brings what this would have.
        .catch(() => {});
    } else if (event === "sessions.changed") this.#sessionChanged(body);
    else this.#emit({ event, payload });
  }

  #sessionChanged(payload: JsonObject): void {
    if (typeof payload.sessionKey !== "string") return;
    const session = this.#rowOf(payload.session);
    const reason = payload.reason === "delete" ? "delete" : "patch";
    if (!session || reason === "delete") this.#rows.forget(payload.sessionKey);
    else if (!this.#rows.isNews(payload.sessionKey, session)) return;
    this.#emit({
      event: "sessions.changed",
      payload: { sessionKey: payload.sessionKey, reason, ts: Date.now(), session },
    });
  }

  #reconcile(): void {
    this.#reconciled = this.#reconciled.then(() => this.#reconcileNow()).catch(() => {});
  }

  async #reconcileNow(): Promise<void> {
    await Promise.allSettled([...this.#feeds.values()].map((feed) => feed.reconcile()));
    const { sessions } = this.#sessionsOf(await this.#request("sessions.list", { limit: RECONCILED_SESSIONS }));
    const unheard = sessions.filter(({ key, hasActiveRun }) => hasActiveRun && !this.#feeds.get(key)?.inFlight);
    await Promise.allSettled(unheard.slice(0, UNHEARD_RUNS).map(({ key }) => this.#feedOf(key).reconcile()));
    for (const session of sessions) this.#sessionChanged({ sessionKey: session.key, session });
  }

  #feedOf(sessionKey: string): SessionFeed {
    const known = this.#feeds.get(sessionKey);
    const feed =
      known ??
      new SessionFeed(sessionKey, {
        request: (method, params) => this.#request(method, params),
        emit: (event) => this.#emit(event),
      });
    this.#feeds.delete(sessionKey);
    this.#feeds.set(sessionKey, feed);
    for (const [oldest, { inFlight }] of this.#feeds) {
      if (this.#feeds.size <= KEPT_FEEDS) break;
      if (!inFlight) this.#feeds.delete(oldest);
    }
    return feed;
  }

  /** A session as we tell of it, its runs by the names that they have here. */
  #rowOf(value: unknown): SessionRow | undefined {
    const row = sessionRowOf(value);
    return row && (this.#feeds.get(row.key)?.row(row) ?? row);
  }

  #sessionsOf(answer: unknown): SessionsListResult {
    const list: JsonObject = isObject(answer) ? answer : {};
    const sessions = rowsOf(answer).flatMap((row) => this.#rowOf(row) ?? []);
    return {
      ts: Date.now(),
      count: sessions.length,
      totalCount: typeof list.totalCount === "number" ? list.totalCount : sessions.length,
      nextOffset: typeof list.nextOffset === "number" ? list.nextOffset : null,
      hasMore: list.hasMore === true,
      sessions,
    };
  }

  #emit(event: GatewayEvent): void {
    for (const listener of this.#eventListeners) listener(event);
  }

  #setStatus(status: GatewayStatus): void {
    this.#status = status;
    for (const listener of this.#statusListeners) listener(status);
  }
}

/** Its own rows in an answer to `sessions.list`. */
function rowsOf(answer: unknown): JsonObject[] {
  return isObject(answer) && Array.isArray(answer.sessions) ? answer.sessions.filter(isObject) : [];
}

/** The gateway's own answer, whose shape its published schema promises. */
function asHistory(history: JsonObject): ChatHistoryResult {
  return history as unknown as ChatHistoryResult;
}

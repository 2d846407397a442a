import { type ErrorCode, RpcError } from "../protocol/errors.ts";
import type { JsonObject } from "../protocol/frames.ts";
import type { LoggedEvent, Peer } from "./dialect.ts";
import { isObject, textField } from "./frames.ts";
import { notification } from "./jsonrpc-frames.ts";

/** A run whose end is waited for. */
export interface ExpectedRun {
  /** The agent's words. Rejects with an RpcError when the run does not end well, or the connection ends before it. */
  readonly answer: Promise<string>;
  /** The gateway has taken the message. */
  taken(): void;
  /** The gateway has not taken the message: nothing is waited for. */
  forget(): void;
}

interface Waiting {
  sessionKey: string;
  taken: boolean;
  /** Whether anything was heard of the run since the last look after it. */
  heard: boolean;
  /** What it has said so far. */
  text: string;
  resolve(text: string): void;
  reject(error: RpcError): void;
}

/** A session in which this connection takes part. */
interface Participation {
  agentId: string;
  /** The run that is going on. */
  running?: string;
  /** The last one that ended: what is heard of it afterwards begins nothing. */
  ended?: string;
}

/** Sessions of one connection that are told of; the one written to longest ago is forgotten first. */
export const MAX_SESSIONS = 100;
const RECHECKED_MESSAGES = 50;

/** Hears one gateway's events for one connection: `typing` in the sessions it takes part in, and the ends of its runs. */
export class SessionWatch {
  readonly #peer: Peer;
  readonly #gateway: string;
  readonly #sessions = new Map<string, Participation>();
  readonly #waiting = new Map<string, Waiting>();
  readonly #recheck: NodeJS.Timeout;
  #unsubscribe: () => void;

  constructor(peer: Peer, gateway: string, recheckMs: number) {
    this.#peer = peer;
    this.#gateway = gateway;
    this.#unsubscribe = this.#listen();
    this.#recheck = setInterval(() => this.#lookAfter(), recheckMs).unref();
  }

  /** To be called before the message is sent, so that nothing of its run is missed. */
  expect(runId: string, { sessionKey, agentId }: { sessionKey: string; agentId: string }): ExpectedRun {
    const joins = !this.#sessions.has(sessionKey);
    this.#takePart(sessionKey, agentId);
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const waiting: Waiting = { sessionKey, taken: false, heard: false, text: "", resolve, reject };
    this.#waiting.set(runId, waiting);
    return {
      answer: promise,
      taken: () => {
        waiting.taken = true;
      },
      forget: () => {
        this.#waiting.delete(runId);
        if (joins) this.#sessions.delete(sessionKey);
      },
    };
  }

  /** Idempotent. */
  close(): void {
    clearInterval(this.#recheck);
    this.#unsubscribe();
    for (const { reject } of this.#waiting.values()) {
      reject(new RpcError("ABORTED", "The connection ended before the answer; the run goes on."));
    }
    this.#waiting.clear();
    this.#sessions.clear();
  }

  #takePart(sessionKey: string, agentId: string): void {
    const known = this.#sessions.get(sessionKey) ?? { agentId };
    this.#sessions.delete(sessionKey);
    this.#sessions.set(sessionKey, known);
    const [oldest] = this.#sessions.keys();
    if (oldest !== undefined && this.#sessions.size > MAX_SESSIONS) this.#sessions.delete(oldest);
  }

  #listen(): () => void {
    return this.#peer.onEvent(this.#gateway, (event) => this.#hear(event));
  }

  #hear({ event, payload }: LoggedEvent): void {
    if ((event !== "chat" && event !== "agent") || !isObject(payload)) return;
    const { sessionKey, runId } = payload;
    if (typeof sessionKey !== "string" || typeof runId !== "string") return;
    const ends = event === "chat" && isEnd(payload.state);
    this.#tellTyping(sessionKey, runId, ends);
    const waiting = event === "chat" ? this.#waiting.get(runId) : undefined;
    if (!waiting) return;
    waiting.heard = true;
    if (payload.state === "delta") waiting.text = textAfter(waiting.text, payload);
    if (!ends) return;
    this.#waiting.delete(runId);
    settle(waiting, payload);
  }

  #tellTyping(sessionKey: string, runId: string, ends: boolean): void {
    const session = this.#sessions.get(sessionKey);
    if (!session) return;
    if (ends) {
      session.ended = runId;
      if (session.running !== runId) return;
      session.running = undefined;
    } else {
      if (session.running === runId || session.ended === runId) return;
      session.running = runId;
    }
    const params = { agent_id: session.agentId, session_key: sessionKey, typing: !ends };
    this.#peer.send(notification("typing", params));
  }

  /** Listens anew, in case the gateway's log has begun anew, and asks after runs that have gone silent. */
  #lookAfter(): void {
    if (this.#waiting.size === 0) return;
    this.#unsubscribe();
    this.#unsubscribe = this.#listen();
    for (const [runId, waiting] of this.#waiting) {
      if (waiting.taken && !waiting.heard) {
        // A look that fails is repeated.
        this.#ask(runId, waiting).catch(() => undefined);
      }
      waiting.heard = false;
    }
  }

  async #ask(runId: string, waiting: Waiting): Promise<void> {
    const asked = { sessionKey: waiting.sessionKey, limit: RECHECKED_MESSAGES };
    const history = await this.#peer.call("chat.history", asked, { gateway: this.#gateway });
    if (!isObject(history) || this.#waiting.get(runId) !== waiting || waiting.heard) return;
    if (goesOn(history, runId)) return;
    this.#waiting.delete(runId);
    this.#tellTyping(waiting.sessionKey, runId, true);
    const answer = answerIn(history, runId);
    if (answer !== undefined) waiting.resolve(answer);
    else waiting.reject(new RpcError("GATEWAY_LOST", "The run ended without a word reaching us: see chat.history."));
  }
}

function isEnd(state: unknown): boolean {
  return state === "final" || state === "aborted" || state === "error";
}

function textAfter(text: string, { deltaText, replace }: JsonObject): string {
  if (typeof deltaText !== "string") return text;
  return replace === true ? deltaText : text + deltaText;
}

function settle({ text, resolve, reject }: Waiting, payload: JsonObject): void {
  if (payload.state === "final") resolve(wordsOf(payload.message) || text);
  else if (payload.state === "aborted") reject(new RpcError("ABORTED", "The run was stopped before its end."));
  else reject(new RpcError(codeOf(payload.errorKind), textField(payload, "errorMessage") ?? "The run failed."));
}

function codeOf(kind: unknown): ErrorCode {
  if (kind === "timeout") return "TIMEOUT";
  return kind === "rate_limit" ? "RATE_LIMITED" : "PROVIDER";
}

/** Whether the run is going on or waits for its turn. */
function goesOn({ inFlightRun, pendingInputs }: JsonObject, runId: string): boolean {
  if (isObject(inFlightRun) && inFlightRun.runId === runId) return true;
  const items = isObject(pendingInputs) && Array.isArray(pendingInputs.items) ? pendingInputs.items : [];
  return items.some((item) => isObject(item) && item.runId === runId);
}

function answerIn({ messages }: JsonObject, runId: string): string | undefined {
  const list = Array.isArray(messages) ? messages.filter(isObject) : [];
  const own = list.findLast(({ role, __openclaw }) => {
    return role === "assistant" && isObject(__openclaw) && __openclaw.runId === runId;
  });
  return own && wordsOf(own);
}

function wordsOf(message: unknown): string {
  if (!isObject(message)) return "";
  const { content } = message;
  if (typeof content === "string") return content;
  const parts = Array.isArray(content) ? content.filter(isObject) : [];
  return parts.map((part) => (part.type === "text" && typeof part.text === "string" ? part.text : "")).join("");
}

import { randomUUID } from "node:crypto";
import type { GatewayDirectory } from "../gateways/directory.ts";
import type { Gateway } from "../gateways/gateway.ts";
import { type ErrorCode, RpcError } from "../protocol/errors.ts";
import { type AgentEvent, type ChatEvent, type GatewayEvent, isEvent } from "../protocol/events.ts";
import type { PrincipalInfo } from "../protocol/frames.ts";
import { type TokenUsage, textOf } from "../protocol/messages.ts";
import type { ParamsOf } from "../protocol/methods.ts";
import type { Dispatch } from "./dispatch.ts";

/** A message to an agent, whose answer is waited for. */
export interface Ask extends Pick<ParamsOf<"chat.send">, "sessionKey" | "message" | "attachments" | "thinking"> {
  principal: PrincipalInfo;
  /** Default: the principal's default one. */
  gateway?: string;
  agentId: string;
  /** Becomes the run's id. Default: a new one. */
  runId?: string;
  /** Aborting it aborts the run. */
  signal?: AbortSignal;
}

/** Hears an answer as it comes. */
export interface AnswerListener {
  text?(delta: string): void;
  thinking?(delta: string): void;
}

export interface Answer {
  runId: string;
  /** Everything that was said visibly; what was said before and after a tool stands in paragraphs of its own. */
  text: string;
  thinking: string;
  usage?: TokenUsage;
  stopReason?: string;
}

export interface RunsOptions {
  dispatch: Dispatch;
  directory: GatewayDirectory;
  /** Until an answer must have ended. Default one hour. */
  timeoutMs?: number;
  /** Answers that may be waited for at once. Default 256. */
  most?: number;
  newId?: () => string;
}

const HOUR_MS = 60 * 60_000;

/** Asks agents and waits for whole answers. */
export class Runs {
  readonly #options: RunsOptions;
  readonly #newId: () => string;
  #going = 0;

  constructor(options: RunsOptions) {
    this.#options = options;
    this.#newId = options.newId ?? randomUUID;
  }

  /**
   * Sends a message and resolves the answer once its run has ended.
   * @throws RpcError ABORTED when the run was stopped or the signal aborted, PROVIDER, TIMEOUT or RATE_LIMITED as the
   *   run failed, RATE_LIMITED when too many wait already, or whatever `chat.send` throws
   */
  async ask(ask: Ask, hear: AnswerListener = {}): Promise<Answer> {
    const { most = 256, timeoutMs = HOUR_MS, dispatch, directory } = this.#options;
    if (this.#going >= most) {
      throw new RpcError("RATE_LIMITED", `${most} answers are waited for already: try again when some have ended.`, {
        retryAfterMs: 1_000,
      });
    }
    this.#going += 1;
    const run = new Run(ask.runId ?? this.#newId(), hear);
    try {
      run.follow(directory.resolve(ask.principal, ask.gateway));
      run.endAfter(timeoutMs, ask.signal);
      await this.#send(run, ask);
      return await run.answer;
    } catch (error) {
      if (run.abandoned) this.#stop(run, ask, dispatch);
      throw error;
    } finally {
      run.close();
      this.#going -= 1;
    }
  }

  async #send(run: Run, ask: Ask): Promise<void> {
    const { principal, gateway, agentId, sessionKey, message, attachments, thinking } = ask;
    const params = {
      sessionKey,
      agentId,
      message,
      idempotencyKey: run.id,
      ...(attachments && { attachments }),
      ...(thinking && { thinking }),
    };
    const sent = await this.#options.dispatch.call({ principal, gateway, method: "chat.send", params });
    if (typeof sent === "object" && sent !== null && "status" in sent && sent.status === "ok") {
      throw new RpcError("CONFLICT", `The run ${run.id} has ended before: its answer stands in the session.`);
    }
  }

  /** Nobody waits for the answer any more; whether the run can still be stopped changes nothing. */
  #stop(run: Run, { principal, gateway, sessionKey, agentId }: Ask, dispatch: Dispatch): void {
    const params = { sessionKey, agentId, runId: run.id };
    dispatch.call({ principal, gateway, method: "chat.abort", params }).catch(() => {});
  }
}

/** One answer as it comes in. */
class Run {
  readonly id: string;
  readonly answer: Promise<Answer>;
  /** Whether waiting ended before the run did. */
  abandoned = false;
  readonly #hear: AnswerListener;
  readonly #resolve: (answer: Answer) => void;
  readonly #reject: (error: RpcError) => void;
  readonly #ends: (() => void)[] = [];
  #text = "";
  #thinking = "";
  /** What was said since the last tool. */
  #current = "";
  #thought = "";

  constructor(id: string, hear: AnswerListener) {
    this.id = id;
    this.#hear = hear;
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    this.answer = promise;
    this.#resolve = resolve;
    this.#reject = reject;
    // Sending may fail first; then nobody looks at the answer.
    promise.catch(() => {});
  }

  follow(gateway: Gateway): void {
    this.#ends.push(gateway.onEvent((event) => this.#take(event)));
  }

  endAfter(timeoutMs: number, signal: AbortSignal | undefined): void {
    const timer = setTimeout(
      () => this.#abandon(new RpcError("TIMEOUT", "The agent took too long: its run was stopped.")),
      timeoutMs,
    );
    const onGone = () => this.#abandon(new RpcError("ABORTED", "Whoever asked has gone: the run was stopped."));
    if (signal?.aborted) onGone();
    signal?.addEventListener("abort", onGone, { once: true });
    this.#ends.push(
      () => clearTimeout(timer),
      () => signal?.removeEventListener("abort", onGone),
    );
  }

  close(): void {
    for (const end of this.#ends.splice(0)) end();
  }

  #abandon(error: RpcError): void {
    this.abandoned = true;
    this.#reject(error);
  }

  #take(event: GatewayEvent): void {
    if (isEvent(event, "chat") && event.payload.runId === this.id) this.#chat(event.payload);
    else if (isEvent(event, "agent") && event.payload.runId === this.id) this.#agent(event.payload);
  }

  #chat(event: ChatEvent): void {
    switch (event.state) {
      case "status":
        return;
      case "delta":
        return this.#say(event.replace ? rest(event.deltaText, this.#current) : event.deltaText);
      case "final": {
        if (this.#text === "" && event.message) this.#say(textOf(event.message));
        const { usage = event.message?.usage, stopReason = event.message?.stopReason } = event;
        return this.#resolve({ runId: this.id, text: this.#text, thinking: this.#thinking, usage, stopReason });
      }
      case "aborted":
        return this.#reject(new RpcError("ABORTED", "The run was stopped before its end."));
      case "error":
        return this.#reject(new RpcError(codeOf(event.errorKind), event.errorMessage));
    }
  }

  #agent(event: AgentEvent): void {
    if (event.stream === "tool") {
      this.#current = "";
      this.#thought = "";
    }
    if (event.stream !== "thinking" || event.data.delta === "") return;
    const delta = inParagraph(this.#thinking, this.#thought, event.data.delta);
    this.#thought += event.data.delta;
    this.#thinking += delta;
    this.#hear.thinking?.(delta);
  }

  #say(text: string): void {
    if (text === "") return;
    const delta = inParagraph(this.#text, this.#current, text);
    this.#current += text;
    this.#text += delta;
    this.#hear.text?.(delta);
  }
}

/** What comes first after a tool begins a paragraph. */
function inParagraph(all: string, sinceTool: string, delta: string): string {
  return sinceTool === "" && all !== "" ? `\n\n${delta}` : delta;
}

/** What is new in a text that replaces another one. What was said cannot be taken back. */
function rest(whole: string, said: string): string {
  return whole.startsWith(said) ? whole.slice(said.length) : whole;
}

function codeOf(kind: (ChatEvent & { state: "error" })["errorKind"]): ErrorCode {
  if (kind === "timeout") return "TIMEOUT";
  return kind === "rate_limit" ? "RATE_LIMITED" : "PROVIDER";
}

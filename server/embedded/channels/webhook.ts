import { createHash, randomBytes } from "node:crypto";
import { setTimeout as rest } from "node:timers/promises";
import type { ChannelAccount } from "../../protocol/channels.ts";
import type { ChatSendResult } from "../../protocol/chat.ts";
import { RpcError } from "../../protocol/errors.ts";
import type { ChatEvent, GatewayEvent } from "../../protocol/events.ts";
import { textOf } from "../../protocol/messages.ts";
import type { ParamsOf } from "../../protocol/methods.ts";
import type { SettingsStore } from "../../store/contract.ts";
import type { Announcer, Emit } from "../event-bus.ts";
import type { Clock } from "../runs/contract.ts";
import type { Secrets } from "../secrets.ts";
import type { Channel } from "./channel.ts";
import { type PostOutcome, postSigned } from "./signed-post.ts";

export interface WebhookDeps {
  store: SettingsStore;
  secrets: Secrets;
  events: Announcer<GatewayEvent>;
  /** Which agent answers whom, and where. @throws RpcError */
  route: (origin: {
    channel: string;
    account: string;
    peer?: string;
  }) => Promise<{ agentId: string; sessionKey: string }>;
  send: (params: ParamsOf<"chat.send">) => Promise<ChatSendResult>;
  emit: Emit;
  clock: Clock;
  newId: () => string;
  /** Resolves after so many milliseconds; rejects when the signal aborts. Default: real time. */
  wait?: (ms: number, signal: AbortSignal) => Promise<unknown>;
}

export const MAX_ACCOUNTS = 50;
/** Answers that may be waited for or be on their way at once. */
export const MAX_ANSWERS = 256;
/** Milliseconds before each further try of an answer that was not taken. */
export const RETRIES = [1_000, 5_000, 30_000, 120_000];
const POST_MS = 10_000;
const KEY = "channels.webhook";

interface AccountRecord {
  accountId: string;
  name?: string;
  callbackUrl?: string;
  enabled: boolean;
}

type Facts = Pick<ChannelAccount, "lastError" | "lastInboundAt" | "lastOutboundAt" | "lastProbeAt" | "probe">;

/** Programs that post signed messages, and to whom the answers are posted, signed with the same secret. */
export class WebhookChannel implements Channel {
  readonly id = "webhook";
  readonly label = "Webhook";
  readonly detail = "Programs post signed messages; answers are posted back to them.";
  readonly #deps: WebhookDeps;
  #accounts: readonly AccountRecord[];
  readonly #facts = new Map<string, Facts>();
  /** Run → the account that waits for its answer. */
  readonly #awaited = new Map<string, string>();
  readonly #sending = new Set<Promise<void>>();
  readonly #closing = new AbortController();
  readonly #stopHearing: () => void;
  /** Changes are written one after the other. */
  #writing: Promise<unknown> = Promise.resolve();

  static async open(deps: WebhookDeps): Promise<WebhookChannel> {
    const kept = await deps.store.get(KEY);
    return new WebhookChannel(deps, Array.isArray(kept) ? kept : []);
  }

  private constructor(deps: WebhookDeps, accounts: readonly AccountRecord[]) {
    this.#deps = deps;
    this.#accounts = accounts;
    this.#stopHearing = deps.events.on(({ event, payload }) => {
      // The embedded gateway's `chat` events have this shape.
      if (event === "chat") this.#hear(payload as ChatEvent);
    });
  }

  accounts(): ChannelAccount[] {
    return this.#accounts.map(({ accountId, name, callbackUrl, enabled }) => ({
      accountId,
      ...(name && { name }),
      enabled,
      configured: true,
      running: enabled,
      lastError: null,
      webhookPath: `/channels/webhook/${accountId}`,
      webhookUrl: callbackUrl ?? null,
      ...this.#facts.get(accountId),
    }));
  }

  /** Adds an account. Its secret is told this once. @throws RpcError CONFLICT, INVALID_REQUEST, RATE_LIMITED, STORAGE */
  add({ accountId, name, callbackUrl }: Omit<ParamsOf<"channels.add">, "channel">): Promise<string> {
    return this.#change(async () => {
      if (this.#accounts.some((account) => account.accountId === accountId)) {
        throw new RpcError("CONFLICT", `There is a webhook account "${accountId}" already: choose another name.`);
      }
      if (this.#accounts.length >= MAX_ACCOUNTS) {
        throw new RpcError("RATE_LIMITED", `There are ${MAX_ACCOUNTS} webhook accounts, the most: remove one.`, {
          retryable: false,
        });
      }
      if (callbackUrl !== undefined && !isPlainUrl(callbackUrl)) {
        throw new RpcError("INVALID_REQUEST", '"callbackUrl" must be a URL without name and password.', {
          details: { field: "callbackUrl" },
        });
      }
      const secret = `whsec_${randomBytes(32).toString("base64")}`;
      this.#deps.secrets.put(secretName(accountId), secret);
      try {
        await this.#write([...this.#accounts, { accountId, name, callbackUrl, enabled: true }]);
      } catch (error) {
        this.#deps.secrets.delete(secretName(accountId));
        throw error;
      }
      return secret;
    });
  }

  /** Removes an account with its secret. @throws RpcError NOT_FOUND, STORAGE */
  remove(accountId: string): Promise<void> {
    return this.#change(async () => {
      const account = this.#require(accountId);
      await this.#write(this.#accounts.filter((other) => other !== account));
      this.#deps.secrets.delete(secretName(accountId));
      this.#facts.delete(accountId);
      for (const [runId, waiting] of this.#awaited) if (waiting === accountId) this.#awaited.delete(runId);
    });
  }

  setEnabled(accountId: string, enabled: boolean): Promise<void> {
    return this.#change(async () => {
      const account = this.#require(accountId);
      await this.#write(this.#accounts.map((other) => (other === account ? { ...account, enabled } : other)));
    });
  }

  /** By what messages for an account are signed. @throws RpcError NOT_FOUND, also when it is stopped */
  secretOf(accountId: string): string {
    const secret = this.#deps.secrets.get(secretName(accountId));
    if (secret && this.#accounts.some((account) => account.accountId === accountId && account.enabled)) return secret;
    throw new RpcError("NOT_FOUND", `No webhook account "${accountId}" is running: see the panel Channels.`);
  }

  /**
   * Takes in a message whose signature was checked; the same `id` counts once. The answer is posted when it is there.
   * @throws RpcError
   */
  async receive(accountId: string, message: { id: string; peer?: string; text: string }): Promise<ChatSendResult> {
    const { route, send, clock } = this.#deps;
    const account = this.#require(accountId);
    const { agentId, sessionKey } = await route({ channel: this.id, account: accountId, peer: message.peer });
    const runId = `webhook-${createHash("sha256").update(`${accountId}\n${message.id}`).digest("hex")}`;
    const answers = this.#awaited.size + this.#sending.size;
    if (account.callbackUrl !== undefined && !this.#awaited.has(runId) && answers >= MAX_ANSWERS) {
      throw new RpcError("RATE_LIMITED", `${MAX_ANSWERS} answers are on their way: send it again later.`, {
        retryAfterMs: 5_000,
      });
    }
    if (account.callbackUrl !== undefined) this.#awaited.set(runId, accountId);
    try {
      const sent = await send({ sessionKey, agentId, message: message.text, idempotencyKey: runId });
      if (sent.status === "ok") this.#awaited.delete(runId);
      this.#note(accountId, { lastInboundAt: clock() });
      return sent;
    } catch (error) {
      this.#awaited.delete(runId);
      throw error;
    }
  }

  async probe(timeoutMs: number): Promise<void> {
    const { clock, newId } = this.#deps;
    await Promise.all(
      this.#accounts.map(async ({ accountId, callbackUrl, enabled }) => {
        if (!enabled || callbackUrl === undefined) return;
        const body = JSON.stringify({ type: "probe", account: accountId });
        const outcome = await this.#post(accountId, callbackUrl, { id: newId(), body, timeoutMs });
        const lastError = outcome.ok ? null : outcome.error;
        this.#note(accountId, { probe: outcome, lastProbeAt: clock(), lastError });
      }),
    );
  }

  async close(): Promise<void> {
    this.#stopHearing();
    this.#closing.abort();
    await Promise.all([...this.#sending, this.#writing]);
  }

  #hear(event: ChatEvent): void {
    if (event.state !== "final" && event.state !== "error" && event.state !== "aborted") return;
    const { runId, sessionKey, state, message } = event;
    const accountId = this.#awaited.get(runId);
    const account = this.#accounts.find((each) => each.accountId === accountId);
    this.#awaited.delete(runId);
    if (!account?.callbackUrl || !account.enabled) return;
    const said = { type: "message", account: account.accountId, runId, sessionKey, state };
    const text = message ? textOf(message) : "";
    const error = state === "error" ? event.errorMessage : undefined;
    const sending = this.#deliver(account.accountId, account.callbackUrl, runId, { ...said, text, error }).finally(() =>
      this.#sending.delete(sending),
    );
    this.#sending.add(sending);
  }

  /** Never rejects. */
  async #deliver(accountId: string, url: string, id: string, answer: object): Promise<void> {
    const { clock, wait = (ms, signal) => rest(ms, undefined, { signal }) } = this.#deps;
    const { signal } = this.#closing;
    const body = JSON.stringify(answer);
    for (const pause of [...RETRIES, undefined]) {
      const outcome = await this.#post(accountId, url, { id, body, timeoutMs: POST_MS });
      if (outcome.ok) return this.#note(accountId, { lastOutboundAt: clock(), lastError: null });
      if (signal.aborted) return;
      this.#note(accountId, { lastError: outcome.error });
      if (!outcome.again || pause === undefined) return;
      try {
        await wait(pause, signal);
      } catch {
        return;
      }
    }
  }

  async #post(
    accountId: string,
    url: string,
    what: { id: string; body: string; timeoutMs: number },
  ): Promise<PostOutcome> {
    const secret = this.#deps.secrets.get(secretName(accountId));
    if (!secret) return { ok: false, error: "Its secret is gone: remove the account and add it again.", again: false };
    return postSigned({ url, secret, ...what, now: this.#deps.clock(), signal: this.#closing.signal });
  }

  #note(accountId: string, facts: Facts): void {
    if (!this.#accounts.some((account) => account.accountId === accountId)) return;
    this.#facts.set(accountId, { ...this.#facts.get(accountId), ...facts });
    this.#deps.emit("channels.changed", { channel: this.id, accountId });
  }

  #require(accountId: string): AccountRecord {
    const account = this.#accounts.find((candidate) => candidate.accountId === accountId);
    if (account) return account;
    throw new RpcError(
      "NOT_FOUND",
      `There is no webhook account "${accountId}": channels.status says which there are.`,
    );
  }

  #change<Result>(change: () => Promise<Result>): Promise<Result> {
    const writing = this.#writing.then(change);
    this.#writing = writing.catch(() => {});
    return writing.then((result) => {
      this.#deps.emit("channels.changed", { channel: this.id });
      return result;
    });
  }

  async #write(accounts: readonly AccountRecord[]): Promise<void> {
    await this.#deps.store.put(KEY, accounts);
    this.#accounts = accounts;
  }
}

function secretName(accountId: string): string {
  return `channel:webhook:${accountId}`;
}

function isPlainUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && url.username === "" && url.password === "";
}

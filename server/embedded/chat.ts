import type { ChatSendResult } from "../protocol/chat.ts";
import { RpcError } from "../protocol/errors.ts";
import type { Message } from "../protocol/messages.ts";
import type { ParamsOf, ResultOf } from "../protocol/methods.ts";
import { ChatAbortParams, ChatHistoryParams, ChatMessageGetParams, ChatSendParams } from "../protocol/schema/chat.ts";
import type { NewMessage, RunRecord, Store } from "../store/contract.ts";
import { type AgentDirectory, DEFAULT_AGENT_ID } from "./agent-directory.ts";
import { contentOf, type UploadReader } from "./attachments.ts";
import { chatHistory, noHistory } from "./chat-history.ts";
import { answerCommand, type Command, type CommandHost, parseCommand } from "./commands.ts";
import type { Emit } from "./event-bus.ts";
import { LiveRun } from "./live-run.ts";
import { COMMAND_AUTHOR } from "./model-history.ts";
import { type MethodTable, method } from "./registry.ts";
import type { RunControl } from "./run-control.ts";
import type { QueueMode, RunQueue, WaitingRun } from "./run-queue.ts";
import type { Clock, RunLogger } from "./runs/contract.ts";
import type { SessionBook } from "./session-book.ts";
import { addressOf, type SessionAddress } from "./session-keys.ts";

export interface ChatDeps {
  store: Store;
  book: SessionBook;
  queue: RunQueue;
  control: RunControl;
  agents: AgentDirectory;
  commands: CommandHost;
  uploads: UploadReader | undefined;
  emit: Emit;
  clock: Clock;
  newId: () => string;
  logger: RunLogger;
  /** Stores what a full disk has kept out of a transcript; undefined when it has not. @throws RpcError STORAGE */
  settle(sessionKey: string): Promise<void> | undefined;
  /** A person says something to a run that goes on: what it has asked them waits no more. */
  steered(runId: string): void;
}

type SendParams = ParamsOf<"chat.send">;

/** Takes messages in. What it has answered for is on disk. */
export class Chat {
  readonly #deps: ChatDeps;
  /** Slash commands that are being answered. */
  readonly #answering = new Set<Promise<void>>();

  constructor(deps: ChatDeps) {
    this.#deps = deps;
  }

  /**
   * Accepts a message and begins, or queues, the run that answers it; `alone` without what was said before it.
   * @throws RpcError INVALID_REQUEST, NOT_FOUND (agent, upload), CONFLICT (key of another session), RATE_LIMITED, STORAGE
   */
  send(params: SendParams, { alone = false }: { alone?: boolean } = {}): Promise<ChatSendResult> {
    const { agents, book, settle } = this.#deps;
    const address = addressOf(params.sessionKey, params.agentId, DEFAULT_AGENT_ID);
    agents.require(address.agentId);
    const { message, attachments = [] } = params;
    if (!message.trim() && attachments.length === 0) {
      throw new RpcError("INVALID_REQUEST", '"message" is empty: write something, or attach a file.', {
        details: { field: "message" },
      });
    }
    // One at a time for each session, so that a repeated key finds its first send done.
    const accept = () =>
      book.exclusive(address.key, async () => {
        const before = await this.#earlier(params.idempotencyKey, address.key);
        if (before) return before;
        const command = attachments.length === 0 ? parseCommand(message) : undefined;
        return command ? this.#acceptCommand(address, params, command) : this.#acceptMessage(address, params, alone);
      });
    const settling = settle(address.key);
    return settling ? settling.then(accept) : accept();
  }

  /** Resolves when slash commands that are being answered have their answer. */
  async settled(): Promise<void> {
    await Promise.all(this.#answering);
  }

  async #earlier(runId: string, key: string): Promise<ChatSendResult | undefined> {
    const run = await this.#deps.store.runs.get(runId);
    if (!run) return undefined;
    if (run.sessionKey !== key) {
      throw new RpcError("CONFLICT", `"idempotencyKey" ${runId} was used in another session: make a new one.`, {
        details: { field: "idempotencyKey" },
      });
    }
    return { runId, status: run.state === "queued" || run.state === "running" ? "in_flight" : "ok" };
  }

  async #acceptMessage(address: SessionAddress, params: SendParams, alone: boolean): Promise<ChatSendResult> {
    const { store, book, queue, uploads } = this.#deps;
    const { key } = address;
    const { message, attachments = [], idempotencyKey: runId, thinking, timeoutMs, queueMode = "followup" } = params;
    queue.admit(key);
    const input = this.#input(runId, await contentOf(message, attachments, uploads));
    await book.ensure(address);
    const idle = queue.isIdle(key);
    // A send that failed half-way left its message in the transcript; it stands there once.
    const heard = idle && (await store.messages.byIdempotencyKey(key, runId));
    if (idle && !heard) await book.append(key, [input]);
    const run: RunRecord = { ...this.#record(address, runId), state: "queued", ...(!idle && { input }) };
    await store.runs.put(run);
    this.#enqueue({ run, mode: queueMode, thinking, timeoutMs, ...(alone && { alone }) });
    const started = queue.active(key)?.run.runId === runId;
    const session = started ? undefined : await book.get(key);
    if (session) book.changed(session, "run");
    return { runId, status: started ? "started" : "queued" };
  }

  #enqueue(entry: WaitingRun): void {
    const { queue } = this.#deps;
    const key = entry.run.sessionKey;
    const place: Record<QueueMode, () => void> = {
      followup: () => queue.add(entry),
      collect: () => queue.add(entry),
      steer: () => {
        const active = queue.active(key);
        if (active && queue.steer(entry)) this.#deps.steered(active.run.runId);
        // With nothing to steer it is heard together with what waits.
        else queue.add({ ...entry, mode: "collect" });
      },
      interrupt: () => {
        queue.add(entry);
        const active = queue.active(key);
        if (active?.run.runId !== entry.run.runId) active?.stop("superseded");
      },
    };
    place[entry.mode]();
  }

  async #acceptCommand(address: SessionAddress, params: SendParams, command: Command): Promise<ChatSendResult> {
    const { store, book } = this.#deps;
    const { idempotencyKey: runId, message } = params;
    await book.ensure(address);
    await book.append(address.key, [this.#input(runId, message)]);
    const run: RunRecord = { ...this.#record(address, runId), state: "running" };
    await store.runs.put(run);
    const answering = this.#answer(run, command).finally(() => this.#answering.delete(answering));
    this.#answering.add(answering);
    return { runId, status: "started" };
  }

  /** Never rejects. */
  async #answer(run: RunRecord, command: Command): Promise<void> {
    const { store, book, commands, clock, newId, logger } = this.#deps;
    const { runId, sessionKey: key } = run;
    const live = new LiveRun(run, this.#deps);
    try {
      const words = await answerCommand(commands, key, command).catch(explained);
      const answer: NewMessage = {
        role: "assistant",
        content: [{ type: "text", text: words }],
        timestamp: clock(),
        ...COMMAND_AUTHOR,
        stopReason: "stop",
        __openclaw: { id: newId(), runId },
      };
      const [stored] = await book.exclusive(key, async () => {
        const messages = await book.append(key, [answer]);
        await store.runs.put({ ...run, state: "done", endedAt: clock() });
        return messages;
      });
      live.end({ state: "final", stopReason: "stop", ...(stored?.role === "assistant" && { message: stored }) });
    } catch (err) {
      logger.error({ err, runId, sessionKey: key }, "a command could not be answered");
      live.end({ state: "error", errorMessage: `/${command.name} failed: see the log.`, errorKind: "unknown" });
    }
  }

  #input(runId: string, content: NewMessage["content"]): NewMessage {
    const { clock, newId } = this.#deps;
    return { role: "user", content, timestamp: clock(), __openclaw: { id: newId(), runId, idempotencyKey: runId } };
  }

  #record({ key, agentId }: SessionAddress, runId: string): Omit<RunRecord, "state"> {
    return { runId, sessionKey: key, agentId, createdAt: this.#deps.clock() };
  }
}

export function chatMethods(chat: Chat, deps: ChatDeps) {
  const { store, control } = deps;
  const keyOf = (params: { sessionKey: string; agentId?: string }) =>
    addressOf(params.sessionKey, params.agentId, DEFAULT_AGENT_ID).key;
  return {
    "chat.send": method(ChatSendParams, (params) => chat.send(params)),
    "chat.history": method(
      ChatHistoryParams,
      (params) => chatHistory(deps, keyOf(params), params),
      (params) => noHistory(keyOf(params), params),
    ),
    "chat.abort": method(
      ChatAbortParams,
      async (params) => abortedOf(await control.abort(keyOf(params), params.runId)),
      () => abortedOf([]),
    ),
    "chat.message.get": method(
      ChatMessageGetParams,
      async (params) => messageOf(await store.messages.get(keyOf(params), params.messageId)),
      () => messageOf(undefined),
    ),
  } satisfies MethodTable;
}

function abortedOf(runIds: string[]) {
  return { ok: true as const, aborted: runIds.length > 0, runIds };
}

function messageOf(message: Message | undefined): ResultOf<"chat.message.get"> {
  return message ? { ok: true, message } : { ok: false, unavailableReason: "not_found" };
}

function explained(error: unknown): string {
  if (error instanceof RpcError) return error.message;
  throw error;
}

import { randomUUID } from "node:crypto";
import { RpcError } from "../protocol/errors.ts";
import type { JsonObject } from "../protocol/frames.ts";
import { type RunFrame, runFrames } from "./agent-chat-frames.ts";
import type { LoggedEvent, Peer } from "./dialect.ts";
import { errorFrame, isObject, textField } from "./frames.ts";

export interface AgentChatOptions {
  /** Between `heartbeat` frames while nothing else comes, in milliseconds. Default 10 s. */
  heartbeatMs?: number;
  newId?: () => string;
}

/** Answers of one connection that may be under way at once. */
const MAX_CHATS = 16;

/**
 * `agent_chat`: one message to an agent, its answer streamed as frames of its own, ended by exactly one `done` or
 * `error`. The run goes on when the connection does not.
 */
export class AgentChats {
  readonly #peer: Peer;
  readonly #heartbeatMs: number;
  readonly #newId: () => string;
  readonly #going = new Set<AgentChat>();

  constructor(peer: Peer, options: AgentChatOptions) {
    this.#peer = peer;
    this.#heartbeatMs = options.heartbeatMs ?? 10_000;
    this.#newId = options.newId ?? randomUUID;
  }

  /** @throws RpcError when the run cannot be started */
  async start(frame: JsonObject): Promise<void> {
    const name = textField(frame, "agent_id") ?? textField(frame, "agent_name");
    const message = textField(frame, "message");
    if (name === undefined || message === undefined) {
      throw new RpcError("INVALID_REQUEST", "Missing agent_id or message");
    }
    if (this.#going.size >= MAX_CHATS) {
      throw new RpcError(
        "RATE_LIMITED",
        `${MAX_CHATS} answers are under way on this connection: wait for one to end.`,
        {
          retryAfterMs: 1_000,
        },
      );
    }
    const gateway = textField(frame, "gateway") ?? this.#peer.defaultGateway();
    const runId = textField(frame, "idempotency_key") ?? this.#newId();
    // Sent again on the same connection: the answer that is under way is the answer.
    if ([...this.#going].some((going) => going.runId === runId)) return;
    const chat = new AgentChat(this.#peer, {
      gateway,
      runId,
      heartbeatMs: this.#heartbeatMs,
      onEnd: () => this.#going.delete(chat),
    });
    this.#going.add(chat);
    try {
      const agent = await this.#find(name, gateway);
      await chat.send(agent, textField(frame, "session_key") ?? `agent:${agent}:main`, message);
    } catch (error) {
      // Its end has been told already: the run was quicker than the answer that went wrong.
      if (chat.ended) return;
      chat.close();
      throw error;
    }
  }

  close(): void {
    for (const chat of [...this.#going]) chat.close();
  }

  /** The id of the agent of this id, else of this name. @throws RpcError NOT_FOUND */
  async #find(name: string, gateway: string | undefined): Promise<string> {
    const agents = agentsOf(await this.#peer.call("agents.list", {}, { gateway }));
    const wanted = name.toLowerCase();
    const found =
      agents.find(({ id }) => id === name) ??
      agents.find(({ names }) => names.some((candidate) => candidate.toLowerCase() === wanted));
    if (found) return found.id;
    throw new RpcError("NOT_FOUND", `There is no agent "${name}": ask agents.list which there are.`);
  }
}

/**
 * How long after the last words an answer ends, in milliseconds. The first client of this protocol forgets where its
 * words belong when it hears the end, and loses those that it has not drawn by then: a busy page draws late, and the
 * client says nothing by which one could know when.
 */
const END_AFTER_MS = 500;

interface ChatOptions {
  gateway: string | undefined;
  runId: string;
  heartbeatMs: number;
  onEnd(): void;
}

/** One answer. Hears the run's events from before it starts until it ends. */
class AgentChat {
  readonly runId: string;
  readonly #peer: Peer;
  readonly #options: ChatOptions;
  readonly #unsubscribe: () => void;
  #agentId = "";
  /** As the run's events name it. */
  #sessionKey: unknown;
  #heartbeat: NodeJS.Timeout | undefined;
  /** Set while the end waits for the last words to be drawn. */
  #ending: NodeJS.Timeout | undefined;
  #streamed = false;
  #ended = false;

  constructor(peer: Peer, options: ChatOptions) {
    this.runId = options.runId;
    this.#peer = peer;
    this.#options = options;
    const { gateway } = options;
    this.#unsubscribe = gateway === undefined ? () => {} : peer.onEvent(gateway, (event) => this.#hear(event));
  }

  get ended(): boolean {
    return this.#ended;
  }

  async send(agentId: string, sessionKey: string, message: string): Promise<void> {
    const { gateway } = this.#options;
    this.#agentId = agentId;
    this.#rest();
    const params = { sessionKey, message, idempotencyKey: this.runId, agentId };
    const sent = await this.#peer.call("chat.send", params, { gateway });
    // The same message was sent before and has been answered: nothing more will come.
    if (isObject(sent) && sent.status === "ok") this.#tell({ type: "done" });
  }

  close(): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#heartbeat);
    clearTimeout(this.#ending);
    this.#unsubscribe();
    this.#options.onEnd();
  }

  #hear({ event, payload }: LoggedEvent): void {
    if (!isObject(payload)) return;
    if (event === "sessions.changed") return this.#followSession(payload);
    if (payload.runId !== this.runId) return;
    this.#sessionKey = payload.sessionKey;
    for (const frame of runFrames(event, payload, this.#streamed)) {
      if (frame.type === "done" && this.#streamed) this.#tellEnd(frame);
      else this.#tell(frame);
    }
  }

  /** Of a session that is gone nothing more comes: it was deleted, or whoever asked may not see it any more. */
  #followSession({ reason, sessionKey }: JsonObject): void {
    if (reason !== "delete" || sessionKey !== this.#sessionKey) return;
    const gone = new RpcError("ABORTED", "The session is gone: it was deleted, or it is for others now.");
    this.#tell(errorFrame(gone));
  }

  #tellEnd(frame: RunFrame): void {
    clearTimeout(this.#heartbeat);
    this.#unsubscribe();
    this.#ending ??= setTimeout(() => this.#tell(frame), END_AFTER_MS);
  }

  #tell(frame: RunFrame): void {
    if (this.#ended) return;
    this.#streamed ||= frame.type === "chunk";
    this.#peer.send({ ...frame, runId: this.runId, agent_id: this.#agentId });
    if (frame.type === "done" || frame.type === "error") this.close();
    else this.#rest();
  }

  /** Waits for the next frame, with a heartbeat when it is long in coming. */
  #rest(): void {
    clearTimeout(this.#heartbeat);
    this.#heartbeat = setTimeout(() => this.#tell({ type: "heartbeat" }), this.#options.heartbeatMs);
  }
}

/** The agents in a gateway's answer to `agents.list`, with every name they go by. */
function agentsOf(answer: unknown): { id: string; names: string[] }[] {
  const agents = isObject(answer) && Array.isArray(answer.agents) ? answer.agents : [];
  return agents.filter(isObject).flatMap((agent) => {
    const id = textField(agent, "id");
    const names = [textField(agent, "name"), isObject(agent.identity) && textField(agent.identity, "name")];
    return id === undefined ? [] : [{ id, names: names.filter((name) => typeof name === "string") }];
  });
}

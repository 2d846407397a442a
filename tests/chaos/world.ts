import { randomUUID } from "node:crypto";
import { ChatStore } from "../../hooks/chat/live-store.ts";
import { Outbox } from "../../hooks/chat/outbox.ts";
import { memoryStorage } from "../../hooks/chat/outbox-storage.ts";
import { type OpenAiServer, startOpenAiServer } from "../../server/embedded/testing/openai-server.ts";
import { type Message, textOf } from "../../server/protocol/messages.ts";
import { CuttingProxy } from "../support/cutting-proxy.ts";
import { tokenOf } from "../support/http.ts";
import { MissionControl } from "../support/mission-control.ts";
import { openPanelClient, type PanelClient } from "../support/panel-client.ts";
import { ask, defaultGatewayReady, openWire } from "../support/wire.ts";

/**
 * ```
 *   panels ══ near ══ server ══ far ══ gateway ── model
 * ```
 * The panels' own client, outbox and transcript, a server that is killed, a gateway that lives, and two proxies whose
 * connections are cut.
 */
export class World implements AsyncDisposable {
  readonly #models: OpenAiServer;
  readonly #gateway: MissionControl;
  readonly #near: CuttingProxy;
  readonly #far: CuttingProxy;
  readonly #env: Record<string, string>;
  readonly #panel: PanelClient;
  readonly #outbox: Outbox;
  #server: MissionControl;

  static async open(): Promise<World> {
    const models = await startOpenAiServer();
    const gateway = await MissionControl.start({
      env: { OPENAI_BASE_URL: models.url, MISSION_CONTROL_MODEL: "openai/test-model" },
    });
    const far = await CuttingProxy.start(gateway);
    const env = {
      OPENCLAW_GATEWAY_URL: `ws://127.0.0.1:${far.port}`,
      OPENCLAW_GATEWAY_TOKEN: await tokenOf(gateway),
    };
    const server = await MissionControl.start({ env });
    const near = await CuttingProxy.start(server);
    await defaultGatewayReady(server);
    const panel = openPanelClient(() => `ws://127.0.0.1:${near.port}/ws`, await tokenOf(server));
    await panel.ready();
    return new World({ models, gateway, server, near, far, env, panel });
  }

  private constructor(parts: {
    models: OpenAiServer;
    gateway: MissionControl;
    server: MissionControl;
    near: CuttingProxy;
    far: CuttingProxy;
    env: Record<string, string>;
    panel: PanelClient;
  }) {
    this.#models = parts.models;
    this.#gateway = parts.gateway;
    this.#server = parts.server;
    this.#near = parts.near;
    this.#far = parts.far;
    this.#env = parts.env;
    this.#panel = parts.panel;
    this.#outbox = new Outbox({
      client: parts.panel.client,
      storage: memoryStorage(),
      newKey: randomUUID,
      now: Date.now,
      onFault: (error) => {
        throw error;
      },
    });
  }

  /** A conversation as the panel shows it. */
  open(sessionKey: string): Conversation {
    return new Conversation(this.#panel, this.#outbox, sessionKey);
  }

  cutNear(): void {
    this.#near.cut();
  }

  cutFar(): void {
    this.#far.cut();
  }

  /** Ends the server as a power cut does, and starts it again where it was. */
  async killServer(): Promise<void> {
    const { home, port } = this.#server;
    await this.#server.stop("SIGKILL");
    this.#server = await MissionControl.start({ env: this.#env, home, port });
  }

  /** What the gateway itself has, asked past everything that is cut. */
  async truth(sessionKey: string): Promise<Message[]> {
    const wire = await openWire(this.#gateway);
    try {
      for (;;) {
        const history = await ask(wire, "chat.history", { sessionKey, limit: 1_000 });
        const busy = history.inFlightRun !== undefined || history.pendingInputs.total > 0;
        if (!busy && history.sessionInfo?.hasActiveRun !== true) return history.messages;
        const seen = wire.frames.length;
        await wire.frame(() => wire.frames.length > seen);
      }
    } finally {
      await wire.close();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#outbox.close();
    this.#panel.client.close();
    await this.#near[Symbol.asyncDispose]();
    await this.#server[Symbol.asyncDispose]();
    await this.#far[Symbol.asyncDispose]();
    await this.#gateway[Symbol.asyncDispose]();
    await this.#models.close();
  }
}

/** One session on the panel: what is sent there, and what stands there in the end. */
export class Conversation {
  readonly sessionKey: string;
  readonly #outbox: Outbox;
  readonly #store: ChatStore;

  constructor({ client }: PanelClient, outbox: Outbox, sessionKey: string) {
    this.sessionKey = sessionKey;
    this.#outbox = outbox;
    this.#store = new ChatStore({
      client,
      outbox,
      gateway: undefined,
      sessionKey,
      nextFrame: (draw) => {
        const frame = setImmediate(draw);
        return () => clearImmediate(frame);
      },
    });
  }

  /** Resolves once the gateway has taken it; what nobody knows to have arrived is sent again, as a person would. */
  send(text: string): Promise<void> {
    const { key } = this.#outbox.send(this.sessionKey, text);
    return new Promise((resolve, reject) => {
      const stop = this.#outbox.onChange(() => {
        const entry = this.#outbox.entries.find((one) => one.key === key);
        if (entry?.delivery.state === "unconfirmed") this.#outbox.retry(key);
        if (entry && entry.delivery.state !== "failed") return;
        stop();
        if (entry?.delivery.state === "failed") reject(new Error(entry.delivery.message));
        else resolve();
      });
    });
  }

  /** Resolves once the panel shows these words and nothing else, and no run as going on. */
  shows(words: readonly string[]): Promise<void> {
    const wanted = JSON.stringify(words);
    return new Promise((resolve) => {
      const look = () => {
        if (this.#store.snapshot.activeRun !== undefined || JSON.stringify(this.words) !== wanted) return;
        stop();
        resolve();
      };
      const stop = this.#store.subscribe(look);
      look();
    });
  }

  /** Messages of this session that the server is not known to have. */
  get undelivered(): string {
    return JSON.stringify(this.#outbox.entries.filter(({ sessionKey }) => sessionKey === this.sessionKey));
  }

  /** What people and agents said, in the order of the screen. */
  get words(): string[] {
    return this.#store.snapshot.items.flatMap((item) => {
      if (item.type === "user") return [`user: ${item.text}`];
      if (item.type !== "assistant") return [];
      const text = item.parts.map((part) => (part.type === "text" ? part.text : "")).join("");
      return text === "" ? [] : [`assistant: ${text}`];
    });
  }

  close(): void {
    this.#store.close();
  }
}

/** The same of a gateway's transcript: an answer's messages are one bubble. */
export function wordsOf(messages: readonly Message[]): string[] {
  const words: string[] = [];
  let answering: string | undefined;
  for (const message of messages) {
    const text = textOf(message);
    if (message.role === "user") words.push(`user: ${text}`);
    else if (message.role === "assistant" && text !== "") {
      const { runId } = message.__openclaw;
      if (answering !== undefined && answering === runId) words[words.length - 1] += text;
      else words.push(`assistant: ${text}`);
      answering = runId;
    }
    if (message.role === "user") answering = undefined;
  }
  return words;
}

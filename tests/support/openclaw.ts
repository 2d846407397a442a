import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from "node:fs/promises";
import http from "node:http";
import https from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as rest } from "node:timers/promises";
import { GatewayClient } from "@openclaw/gateway-client";
import { ensureOpenClaw } from "../../scripts/openclaw.mjs";
import { byWords } from "../../server/embedded/testing/openai-script.ts";
import { type ChatRequest, type OpenAiServer, startOpenAiServer } from "../../server/embedded/testing/openai-server.ts";
import { messagesOf } from "../../server/gateways/openclaw/rows.ts";
import { SCOPES } from "../../server/protocol/frames.ts";
import type { Message } from "../../server/protocol/messages.ts";
import { freePort } from "./free-port.ts";

/** Shorter than a stage may take to start. */
const READY_MS = 150_000;
/** It gives itself five seconds for a part of its start, and ends when a busy machine does not give it as much. */
const TOO_BUSY = /state lease heartbeat did not become ready/;
const MOST_STARTS = 3;

/** What its config says beside the port and the token: `channels`, and of the gateway the rest. */
export interface OpenClawSettings {
  trustedProxies?: string[];
  tls?: { enabled: true };
  /** By channel. They are listed, and neither set up nor started, unless `channelsRun`. */
  channels?: Record<string, object>;
  channelsRun?: boolean;
}

/** A real OpenClaw gateway on loopback, with a model server of the test's own and a home of its own. */
export class OpenClaw {
  readonly port: number;
  readonly token = "openclaw-token-of-the-tests-0123456789";
  readonly models: OpenAiServer;
  readonly #home: string;
  readonly #settings: OpenClawSettings;
  #process: ChildProcess | undefined;

  private constructor(port: number, home: string, models: OpenAiServer, settings: OpenClawSettings) {
    this.port = port;
    this.#home = home;
    this.models = models;
    this.#settings = settings;
  }

  static async start(settings: OpenClawSettings = {}): Promise<OpenClaw> {
    await using stack = new AsyncDisposableStack();
    const openclaw = stack.use(await OpenClaw.prepare(settings));
    await openclaw.run();
    // Until here nobody else could end it.
    stack.move();
    return openclaw;
  }

  /** All but the process. */
  static async prepare(settings: OpenClawSettings = {}): Promise<OpenClaw> {
    const home = await mkdtemp(join(tmpdir(), "openclaw-"));
    const models = await startOpenAiServer({ script: (request) => byWords(withoutContext(request)) });
    const openclaw = new OpenClaw(await freePort(), home, models, settings);
    await mkdir(join(home, "workspace"));
    await writeFile(join(home, "openclaw.json"), JSON.stringify(openclaw.#config()));
    return openclaw;
  }

  get url(): string {
    return `${this.#settings.tls ? "wss" : "ws"}://127.0.0.1:${this.port}`;
  }

  /** Starts the process, again after a stop, and resolves once it is ready. */
  async run(): Promise<void> {
    const deadline = Date.now() + READY_MS;
    for (let start = 1; ; start += 1) {
      const fault = await this.#begin(deadline);
      if (fault === undefined) return;
      if (start === MOST_STARTS || !TOO_BUSY.test(fault)) throw new Error(`OpenClaw was not ready: ${fault}`);
    }
  }

  /** Starts the process once; resolves with why it ended before it was ready, undefined once it is. */
  async #begin(deadline: number): Promise<string | undefined> {
    const script = await ensureOpenClaw(() => {});
    const home = this.#home;
    const env = { ...openClawEnv(home), ...(!this.#settings.channelsRun && { OPENCLAW_SKIP_CHANNELS: "1" }) };
    const complaints = await open(join(home, "stderr.log"), "w");
    const child = spawn(process.execPath, [script, "gateway", "run", "--port", String(this.port)], {
      cwd: home,
      stdio: ["ignore", "ignore", complaints.fd],
      env,
    });
    await complaints.close();
    this.#process = child;
    while (Date.now() < deadline) {
      if (child.exitCode !== null) {
        const said = (await readFile(join(home, "stderr.log"), "utf8")).slice(-2_000);
        return `it ended with ${child.exitCode}: ${said}`;
      }
      if (await this.#isReady()) return undefined;
      await rest(250);
    }
    return `it took longer than ${READY_MS} ms`;
  }

  /** A session's messages as it has them itself. */
  async history(sessionKey: string): Promise<Message[]> {
    const params = { sessionKey, limit: 200, maxChars: 500_000 };
    const { messages } = await this.ask<{ messages: unknown[] }>("chat.history", params);
    return messagesOf(messages);
  }

  /** Calls that it refused because it does not know them or their params, as its log tells them. */
  async refusals(): Promise<string[]> {
    const log = await readFile(join(this.#home, "openclaw.log"), "utf8");
    const lines = log.matchAll(
      /"message":"⇄ res ✗ ([^"]*errorMessage=(?:invalid [\w.]+ params|unknown method)[^"]*)"/g,
    );
    return [...lines].map(([, message = ""]) => message.replace(/ conn=.*/, ""));
  }

  /** What it answers somebody on its own machine, past Mission Control. */
  async ask<Answer>(method: string, params: object): Promise<Answer> {
    const ready = Promise.withResolvers<void>();
    const client = new GatewayClient({
      url: this.url,
      token: this.token,
      deviceIdentity: null,
      scopes: [...SCOPES],
      onHelloOk: () => ready.resolve(),
      onConnectError: (error) => ready.reject(error),
    });
    client.start();
    try {
      await ready.promise;
      return await client.request<Answer>(method, params);
    } finally {
      await client.stopAndWait();
    }
  }

  async stop(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop("SIGKILL");
    await this.models.close();
    await rm(this.#home, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Its certificate is its own: nobody's word is taken for it here. */
  #isReady(): Promise<boolean> {
    const options = { host: "127.0.0.1", port: this.port, path: "/readyz", rejectUnauthorized: false };
    return new Promise((resolve) => {
      const get = this.#settings.tls ? https.get : http.get;
      get(options, (answer) => {
        answer.resume();
        resolve(answer.statusCode === 200);
      }).on("error", () => resolve(false));
    });
  }

  #config(): object {
    const model = {
      id: "test-model",
      name: "Test",
      reasoning: true,
      input: ["text"],
      contextWindow: 128_000,
      maxTokens: 8_192,
    };
    const { channels, channelsRun: _, ...gateway } = this.#settings;
    return {
      ...(channels && { channels }),
      gateway: {
        mode: "local",
        port: this.port,
        bind: "loopback",
        auth: { mode: "token", token: this.token },
        ...gateway,
      },
      // Left out, all gateways of a machine would write one.
      logging: { file: join(this.#home, "openclaw.log") },
      update: { checkOnStart: false },
      discovery: { mdns: { mode: "off" } },
      models: {
        catalogRefresh: { enabled: false },
        mode: "replace",
        providers: {
          tests: {
            baseUrl: this.models.url,
            apiKey: "none",
            api: "openai-completions",
            models: [{ ...model, cost: { input: 1, output: 2, cacheRead: 0, cacheWrite: 0 } }],
          },
        },
      },
      agents: {
        defaults: {
          model: { primary: "tests/test-model" },
          workspace: join(this.#home, "workspace"),
          skipBootstrap: true,
          // Else it talks to itself once in half an hour, at a minute of chance.
          heartbeat: { every: "0m" },
        },
      },
    };
  }
}

/** What any process of OpenClaw is run with, so that it keeps to a folder and asks nobody outside. */
export function openClawEnv(home: string): NodeJS.ProcessEnv {
  return {
    NODE_ENV: "production",
    PATH: process.env.PATH,
    HOME: home,
    OPENCLAW_HOME: home,
    OPENCLAW_STATE_DIR: join(home, "state"),
    OPENCLAW_CONFIG_PATH: join(home, "openclaw.json"),
    OPENCLAW_NO_RESPAWN: "1",
    OPENCLAW_DISABLE_BONJOUR: "1",
    OPENCLAW_OFFLINE: "1",
    OPENCLAW_NO_AUTO_UPDATE: "1",
    DO_NOT_TRACK: "1",
    CI: "1",
  };
}

/** The gateway adds a message of its own after the person's, and facts around their words: the model hears the words. */
function withoutContext(request: ChatRequest): ChatRequest {
  const messages = request.messages.flatMap((message) => {
    if (message.role !== "user") return [message];
    const text = textOf(message.content);
    return text.startsWith("<<<BEGIN_OPENCLAW_INTERNAL_CONTEXT>>>") ? [] : [{ ...message, content: wordsOf(text) }];
  });
  return { ...request, messages };
}

function wordsOf(text: string): string {
  return text.replace(/^\[[^\]]*\] /, "").replace(/\n\nRuntime: [\s\S]*$/, "");
}

function textOf(content: ChatRequest["messages"][number]["content"]): string {
  return typeof content === "string" ? content : (content ?? []).map((part) => part.text ?? "").join("");
}

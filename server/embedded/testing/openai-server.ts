import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { byWords } from "./openai-script.ts";
import {
  type Exchange,
  openEventStream,
  type ScriptedServer,
  sendJson,
  startScriptedServer,
} from "./scripted-server.ts";

/** What a client of chat completions sends, as far as scripts look at it. */
export interface ChatRequest {
  model: string;
  messages: ChatMessage[];
  stream?: boolean;
  tools?: { type: "function"; function: { name: string; parameters: unknown } }[];
  reasoning_effort?: string;
}

export interface ChatMessage {
  role: "system" | "user" | "assistant" | "tool";
  content?: string | { type: string; text?: string; image_url?: { url: string } }[] | null;
  tool_calls?: { id: string; function: { name: string; arguments: string } }[];
  tool_call_id?: string;
}

/** How the server answers one request. */
export type Reply =
  | {
      kind: "answer";
      reasoning?: readonly string[];
      /** The field that carries reasoning. Default `reasoning_content`, which most servers use. */
      reasoningField?: "reasoning_content" | "reasoning";
      /** Pieces that come one by one let a test say when: see {@link heldBack}. */
      text?: Iterable<string> | AsyncIterable<string>;
      toolCalls?: readonly { name: string; arguments: string; id?: string }[];
      /** Rest before each token, milliseconds. Default none. */
      everyMs?: number;
      /** Cuts the bytes of the stream into pieces of this size, in the middle of characters and frames. */
      pieceBytes?: number;
      finish?: string;
      usage?: { prompt_tokens: number; completion_tokens: number; prompt_tokens_details?: { cached_tokens: number } };
      /** After the text: `stall` says nothing more, `cut` ends the connection. */
      lastly?: "stall" | "cut";
    }
  /** Takes the request and never answers. */
  | { kind: "silence" }
  | { kind: "error"; status: number; message: string; code?: string; headers?: Record<string, string> };

/** Decides by the request; `undefined` leaves it to {@link byWords}. */
export type Script = (request: ChatRequest, exchange: Exchange<ChatRequest>) => Reply | undefined;

export interface OpenAiServer extends ScriptedServer<ChatRequest> {
  /** For `OPENAI_BASE_URL`: ends with `/v1`. */
  readonly url: string;
  /** What answers from now on. */
  script(script: Script): void;
}

/**
 * A real server that speaks OpenAI's streaming chat completions. Without a script it does what the last user message
 * says, see {@link byWords}.
 */
export async function startOpenAiServer(
  options: { port?: number; models?: readonly ({ id: string } & { [field: string]: unknown })[]; script?: Script } = {},
): Promise<OpenAiServer> {
  let script = options.script;
  const models = options.models ?? [{ id: "test-model" }];
  const server = await startScriptedServer<ChatRequest>({
    port: options.port,
    get: (path, response) =>
      path === "/v1/models"
        ? sendJson(response, 200, { object: "list", data: models.map((model) => ({ object: "model", ...model })) })
        : sendJson(response, 404, { error: { message: `no ${path}` } }),
    answer: (exchange, response) =>
      send(response, exchange.body.model, script?.(exchange.body, exchange) ?? byWords(exchange.body)),
  });
  return {
    ...server,
    url: `${server.origin}/v1`,
    script(next) {
      script = next;
    },
  };
}

/** Words of which the first few come at once, and the others when they are released. */
export function heldBack(
  words: readonly string[],
  first: number,
): { text: AsyncIterable<string>; release: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  async function* pieces() {
    yield* words.slice(0, first);
    await promise;
    yield* words.slice(first);
  }
  return { text: pieces(), release: resolve };
}

async function send(response: ServerResponse, model: string, reply: Reply): Promise<void> {
  if (reply.kind === "silence") return;
  if (reply.kind === "error") {
    const { status, message, code = null, headers } = reply;
    return sendJson(response, status, { error: { message, type: "error", code } }, headers);
  }
  openEventStream(response);
  const write = writer(response, reply.pieceBytes);
  const say = (delta: object, finish: string | null = null) =>
    write({
      id: "chatcmpl-1",
      object: "chat.completion.chunk",
      created: 1,
      model,
      choices: [{ index: 0, delta, finish_reason: finish }],
    });

  say({ role: "assistant", content: "" });
  for (const piece of reply.reasoning ?? []) {
    if (reply.everyMs) await sleep(reply.everyMs);
    if (response.destroyed) return;
    say({ [reply.reasoningField ?? "reasoning_content"]: piece });
  }
  for await (const piece of reply.text ?? []) {
    if (reply.everyMs) await sleep(reply.everyMs);
    if (response.destroyed) return;
    say({ content: piece });
  }
  if (reply.lastly === "stall") return;
  if (reply.lastly === "cut") {
    await flushed(response);
    response.destroy();
    return;
  }
  for (const [index, call] of (reply.toolCalls ?? []).entries()) sayCall(say, index, call);
  say({}, reply.finish ?? (reply.toolCalls?.length ? "tool_calls" : "stop"));
  const usage = reply.usage ?? { prompt_tokens: 11, completion_tokens: 7 };
  const total_tokens = usage.prompt_tokens + usage.completion_tokens;
  write({
    id: "chatcmpl-1",
    object: "chat.completion.chunk",
    created: 1,
    model,
    choices: [],
    usage: { ...usage, total_tokens },
  });
  response.end("data: [DONE]\n\n");
}

/** Name first, then the arguments three characters at a time, as providers do. */
function sayCall(
  say: (delta: object) => void,
  index: number,
  call: { name: string; arguments: string; id?: string },
): void {
  const id = call.id ?? `call_${index}`;
  say({ tool_calls: [{ index, id, type: "function", function: { name: call.name, arguments: "" } }] });
  for (const piece of call.arguments.match(/[\s\S]{1,3}/g) ?? []) {
    say({ tool_calls: [{ index, function: { arguments: piece } }] });
  }
}

function writer(response: ServerResponse, pieceBytes: number | undefined): (chunk: object) => void {
  return (chunk) => {
    const bytes = Buffer.from(`data: ${JSON.stringify(chunk)}\n\n`);
    const size = pieceBytes ?? bytes.length;
    for (let at = 0; at < bytes.length; at += size) response.write(bytes.subarray(at, at + size));
  };
}

function flushed(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => response.write("\n", () => resolve()));
}

import type { ServerResponse } from "node:http";
import { openEventStream, type ScriptedServer, sendJson, startScriptedServer } from "./scripted-server.ts";

/** What a client of the messages API sends, as far as tests look at it. */
export interface MessagesRequest {
  model: string;
  max_tokens: number;
  system?: unknown;
  messages: { role: "user" | "assistant"; content: string | { [field: string]: unknown }[] }[];
  thinking?: { type: string };
}

/** How the server answers one request. */
export type AnthropicReply =
  | {
      kind: "answer";
      thinking?: readonly string[];
      text?: readonly string[];
      toolUse?: { id: string; name: string; input: unknown };
    }
  | { kind: "error"; status: number; type: string; message: string };

export interface AnthropicServer extends ScriptedServer<MessagesRequest> {
  /** For `ANTHROPIC_BASE_URL`: without `/v1`, as its own SDK wants it. */
  readonly url: string;
}

/** A real server that speaks Anthropic's streaming messages. */
export async function startAnthropicServer(
  script: (request: MessagesRequest) => AnthropicReply,
): Promise<AnthropicServer> {
  const server = await startScriptedServer<MessagesRequest>({
    get: (_path, response) =>
      sendJson(response, 200, { data: [{ id: "claude-test", display_name: "Claude Test", type: "model" }] }),
    answer: (exchange, response) => send(response, exchange.body.model, script(exchange.body)),
  });
  return { ...server, url: server.origin };
}

function send(response: ServerResponse, model: string, reply: AnthropicReply): void {
  if (reply.kind === "error") {
    return sendJson(response, reply.status, { type: "error", error: { type: reply.type, message: reply.message } });
  }
  openEventStream(response);
  const say = (type: string, fields: object) =>
    response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`);
  const usage = { input_tokens: 20, output_tokens: 1, cache_read_input_tokens: 5, cache_creation_input_tokens: 3 };
  say("message_start", {
    message: {
      id: "msg_1",
      type: "message",
      role: "assistant",
      model,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage,
    },
  });
  let index = 0;
  const block = (content_block: object, deltas: readonly object[]) => {
    say("content_block_start", { index, content_block });
    for (const delta of deltas) say("content_block_delta", { index, delta });
    say("content_block_stop", { index });
    index++;
  };
  if (reply.thinking) {
    const thoughts = reply.thinking.map((thinking) => ({ type: "thinking_delta", thinking }));
    block({ type: "thinking", thinking: "", signature: "" }, [
      ...thoughts,
      { type: "signature_delta", signature: "sig" },
    ]);
  }
  if (reply.text)
    block(
      { type: "text", text: "" },
      reply.text.map((text) => ({ type: "text_delta", text })),
    );
  if (reply.toolUse) {
    const { id, name, input } = reply.toolUse;
    const pieces = JSON.stringify(input).match(/.{1,5}/g) ?? [];
    block(
      { type: "tool_use", id, name, input: {} },
      pieces.map((partial_json) => ({ type: "input_json_delta", partial_json })),
    );
  }
  say("message_delta", {
    delta: { stop_reason: reply.toolUse ? "tool_use" : "end_turn", stop_sequence: null },
    usage: { output_tokens: 9 },
  });
  say("message_stop", {});
  response.end();
}

import type { ServerResponse } from "node:http";
import type { TokenUsage } from "../../protocol/messages.ts";

/** What every chunk of an answer says of itself. */
export interface CompletionHead {
  id: string;
  /** Seconds since 1970. */
  created: number;
  model: string;
}

/** Between comments that keep an idle stream open through proxies, in milliseconds. */
const KEEP_ALIVE_MS = 15_000;
/** Bytes that a client may leave unread before it is cut off. */
const MAX_UNREAD_BYTES = 8 * 1024 * 1024;

/** An answer as server-sent events. Nothing is sent before the first word, so that a refusal can have its status. */
export class CompletionStream {
  readonly #response: ServerResponse;
  readonly #head: CompletionHead;
  readonly #keepAlive: NodeJS.Timeout;
  #begun = false;

  constructor(response: ServerResponse, head: CompletionHead) {
    this.#response = response;
    this.#head = head;
    this.#keepAlive = setInterval(() => {
      this.#open();
      response.write(": the agent is at work\n\n");
    }, KEEP_ALIVE_MS);
    this.#keepAlive.unref();
  }

  text(content: string): void {
    this.#delta({ content });
  }

  reasoning(reasoning_content: string): void {
    this.#delta({ reasoning_content });
  }

  end(finish_reason: string, usage?: ReturnType<typeof usageOf>): void {
    this.#begin();
    this.#chunk({ choices: [{ index: 0, delta: {}, finish_reason }] });
    if (usage) this.#chunk({ choices: [], usage });
    this.#write("[DONE]");
    this.#response.end();
  }

  /** Tells an error to a client that has part of the answer, and ends. */
  fail(error: object): void {
    this.#write(JSON.stringify(error));
    this.#response.end();
  }

  /** Idempotent. */
  close(): void {
    clearInterval(this.#keepAlive);
  }

  #delta(delta: object): void {
    this.#begin();
    this.#chunk({ choices: [{ index: 0, delta, finish_reason: null }] });
  }

  #begin(): void {
    if (this.#begun) return;
    this.#begun = true;
    this.#open();
    this.#chunk({ choices: [{ index: 0, delta: { role: "assistant", content: "" }, finish_reason: null }] });
  }

  #open(): void {
    if (this.#response.headersSent || this.#response.destroyed) return;
    this.#response.writeHead(200, {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      // Proxies of nginx's kind would hold the words back.
      "x-accel-buffering": "no",
    });
  }

  #chunk(body: object): void {
    this.#write(JSON.stringify({ ...this.#head, object: "chat.completion.chunk", ...body }));
  }

  #write(data: string): void {
    if (this.#response.destroyed) return;
    this.#response.write(`data: ${data}\n\n`);
    // Destroying it is leaving: the run is stopped as if the client had gone.
    if (this.#response.writableLength > MAX_UNREAD_BYTES) this.#response.destroy();
  }
}

export function choiceEnd(stopReason: string | undefined): "stop" | "length" {
  return stopReason === "length" ? "length" : "stop";
}

/** OpenAI counts what came from a cache as part of the prompt. */
export function usageOf(usage: TokenUsage | undefined) {
  const { input = 0, output = 0, cacheRead = 0, cacheWrite = 0 } = usage ?? {};
  const prompt_tokens = input + cacheRead + cacheWrite;
  return {
    prompt_tokens,
    completion_tokens: output,
    total_tokens: prompt_tokens + output,
    prompt_tokens_details: { cached_tokens: cacheRead },
  };
}

import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** Whoever writes to the bot. */
export interface TelegramPerson {
  id: number;
  first_name: string;
  last_name?: string;
  username?: string;
}

interface Update {
  update_id: number;
  message: object;
}

/** How long an account that asks for news waits for them, in milliseconds. */
const LONGEST_WAIT_MS = 20_000;

/** Telegram's Bot API as far as one account of a gateway asks for it, on a free port of this machine. */
export class Telegram implements AsyncDisposable {
  /** For a channel's `apiRoot`. */
  readonly origin: string;
  /** What the bot said, to whom. */
  readonly sent: { chatId: number; text: string }[] = [];
  readonly #close: () => Promise<void>;
  #updates: Update[] = [];
  #count = 0;
  #news = Promise.withResolvers<void>();

  private constructor(origin: string, close: () => Promise<void>) {
    this.origin = origin;
    this.#close = close;
  }

  static async start(): Promise<Telegram> {
    const server = createServer((request, response) => {
      telegram.#answer(request).then(
        (result) => {
          response.setHeader("content-type", "application/json");
          response.end(JSON.stringify({ ok: true, result }));
        },
        () => response.destroy(),
      );
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const telegram = new Telegram(`http://127.0.0.1:${port}`, async () => {
      server.closeAllConnections();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    });
    return telegram;
  }

  /** Somebody writes to the bot, alone with it. */
  write(from: TelegramPerson, text: string): void {
    this.#count += 1;
    const chat = { ...from, type: "private" };
    const message = { message_id: this.#count, date: Math.floor(Date.now() / 1_000), chat, from, text };
    this.#updates.push({ update_id: this.#count, message });
    this.#news.resolve();
    this.#news = Promise.withResolvers();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#close();
  }

  async #answer(request: IncomingMessage): Promise<unknown> {
    const { offset = 0, timeout = 0, chat_id = 0, text = "" } = await paramsOf(request);
    const method = (request.url ?? "").split(/[/?]/).find((_part, at) => at === 2);
    if (method === "getMe") return { id: 123_456, is_bot: true, first_name: "Test bot", username: "test_bot" };
    if (method === "sendMessage") {
      this.sent.push({ chatId: Number(chat_id), text: String(text) });
      return { message_id: 1_000 + this.sent.length, date: 0, chat: { id: chat_id, type: "private" }, text };
    }
    if (method !== "getUpdates") return true;
    const isNew = ({ update_id }: Update) => update_id >= Number(offset);
    this.#updates = this.#updates.filter(isNew);
    if (this.#updates.length === 0) await this.#waitForNews(Math.min(Number(timeout) * 1_000, LONGEST_WAIT_MS));
    return this.#updates.filter(isNew);
  }

  async #waitForNews(ms: number): Promise<void> {
    const over = Promise.withResolvers<void>();
    const timer = setTimeout(over.resolve, ms);
    await Promise.race([this.#news.promise, over.promise]);
    clearTimeout(timer);
  }
}

async function paramsOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = "";
  for await (const chunk of request) text += chunk;
  const params: unknown = text ? JSON.parse(text) : {};
  return typeof params === "object" && params !== null ? { ...params } : {};
}

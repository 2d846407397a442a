import type { Client, RequestOptions } from "@/server/protocol/client.ts";
import { RpcError } from "@/server/protocol/errors.ts";
import { unconfirmed, withdrawn } from "@/server/protocol/requests.ts";
import { resendOf } from "@/server/protocol/resend.ts";
import type { Said, Told } from "./messages.ts";

type Ask = Extract<Said, { type: "ask" }>;
type Answer = Extract<Told, { type: "answer" }>;

interface Waiting {
  ask: Ask;
  options: RequestOptions;
  /** The worker has it, and may have passed it on. */
  isSaid: boolean;
  resolve: (payload: unknown) => void;
  reject: (error: unknown) => void;
}

/**
 * What a tab waits for, whoever will answer it. Deadlines and bounds are those of the client that sends it.
 */
export class TabRequests {
  readonly #waiting = new Map<number, Waiting>();
  readonly #withdraw: (id: number) => void;
  #lastId = 0;

  /** @param withdraw tells the worker that an answer is not wanted any more */
  constructor(withdraw: (id: number) => void) {
    this.#withdraw = withdraw;
  }

  add(method: string, params: unknown, options: RequestOptions): Promise<unknown> {
    const { gateway, timeoutMs, resend, signal } = options;
    if (signal?.aborted) return Promise.reject(withdrawn({ method, signal }));
    this.#lastId += 1;
    const id = this.#lastId;
    const ask: Ask = { type: "ask", id, method, params, gateway, timeoutMs, resend };
    const answer = new Promise((resolve, reject) => {
      this.#waiting.set(id, { ask, options, isSaid: false, resolve, reject });
    });
    const abort = () => {
      const waiting = this.#take(id);
      waiting?.reject(withdrawn({ method, signal }));
      if (waiting?.isSaid) this.#withdraw(id);
    };
    signal?.addEventListener("abort", abort);
    const release = () => signal?.removeEventListener("abort", abort);
    answer.then(release, release);
    return answer;
  }

  /** Says to the worker what it was not told yet, in the order of asking. */
  sayTo(say: (ask: Ask) => void): void {
    for (const waiting of [...this.#waiting.values()]) {
      if (waiting.isSaid) continue;
      waiting.isSaid = true;
      try {
        say(waiting.ask);
      } catch (error) {
        const { method, id } = waiting.ask;
        const message = `The params of "${method}" cannot be sent: ${String(error)}.`;
        this.#take(id)?.reject(new RpcError("INVALID_REQUEST", message, { cause: error }));
      }
    }
  }

  answer(answer: Answer): void {
    const waiting = this.#take(answer.id);
    if (answer.ok) waiting?.resolve(answer.payload);
    else waiting?.reject(RpcError.from(answer.error));
  }

  /** Has another client answer. What the worker may have sent already is asked again only where that is safe. */
  passTo(client: Client): void {
    for (const { ask, options, isSaid, resolve, reject } of this.#takeAll()) {
      const { method, params } = ask;
      const mayRepeat = (options.resend ?? resendOf(method, params)) === "always";
      if (isSaid && !mayRepeat) reject(unconfirmed({ method }));
      else client.request(method, params, options).then(resolve, reject);
    }
  }

  failAll(why: () => RpcError): void {
    for (const { reject } of this.#takeAll()) reject(why());
  }

  #takeAll(): Waiting[] {
    const all = [...this.#waiting.values()];
    this.#waiting.clear();
    return all;
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }
}

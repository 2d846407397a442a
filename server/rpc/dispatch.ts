import type { Logger } from "pino";
import type { GatewayDirectory } from "../gateways/directory.ts";
import type { CallContext } from "../gateways/gateway.ts";
import { RpcError } from "../protocol/errors.ts";
import type { ShapeFault } from "./faults.ts";
import { requireScope } from "./methods.ts";
import type { Call, OwnMethod } from "./own-method.ts";

export interface DispatchOptions {
  directory: GatewayDirectory;
  ownMethods: readonly OwnMethod[];
  shapeFault: ShapeFault;
  logger: Logger;
  /** Hears how each call went: `OK`, or the code of its error. Must not throw. */
  onAnswered?: (call: Call, outcome: string) => void;
  /** Until a call must have been answered. Default 30 s. */
  timeoutMs?: number;
}

/** Answers every call of every dialect. */
export interface Dispatch {
  /**
   * The answer of Mission Control's own method of that name, else the gateway's.
   * @throws RpcError, whatever went wrong
   */
  call(call: Call): Promise<unknown>;
}

/** The one place where a call's scope is checked, its deadline kept and its faults shaped. */
export function createDispatch(options: DispatchOptions): Dispatch {
  const { directory, shapeFault, logger, onAnswered, timeoutMs = 30_000 } = options;
  const own = new Map(options.ownMethods.map((method) => [method.name, method]));

  async function answer(call: Call, context: CallContext): Promise<unknown> {
    requireScope(call.principal, call.method);
    const ours = own.get(call.method);
    if (ours) return ours.answer(call);
    const gateway = directory.resolve(call.principal, call.gateway);
    return gateway.call(call.method, call.params, context);
  }

  function settled(call: Call, started: number, code: string): void {
    onAnswered?.(call, code);
    if (!logger.isLevelEnabled("debug")) return;
    logger.debug({ method: call.method, ms: Math.round((performance.now() - started) * 10) / 10, code }, "call");
  }

  return {
    call(call) {
      const started = performance.now();
      return new Promise((resolve, reject) => {
        const fail = (error: unknown) => {
          if (pending.closed) return;
          pending.close();
          const shaped = shapeFault(error, call.method);
          settled(call, started, shaped.code);
          reject(shaped);
        };
        const pending = new PendingCall(call, timeoutMs, fail);
        answer(call, pending).then((payload) => {
          if (pending.closed) return;
          pending.close();
          settled(call, started, "OK");
          resolve(payload);
        }, fail);
      });
    },
  };
}

/** One call under way: its deadline, and a signal that is made only for handlers that look at it. */
class PendingCall implements CallContext {
  readonly principal: Call["principal"];
  readonly #call: Call;
  readonly #timer: NodeJS.Timeout;
  readonly #fail: (error: RpcError) => void;
  #controller: AbortController | undefined;
  closed = false;

  /** `fail` is told of the deadline, and of a caller that goes while a handler looks at the signal. */
  constructor(call: Call, timeoutMs: number, fail: (error: RpcError) => void) {
    this.principal = call.principal;
    this.#call = call;
    this.#fail = fail;
    this.#timer = setTimeout(() => this.#end(new RpcError("TIMEOUT", `RPC timeout: ${call.method}`)), timeoutMs);
  }

  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      const { signal } = this.#call;
      if (signal?.aborted) this.#onGone();
      else if (!this.closed) signal?.addEventListener("abort", this.#onGone, { once: true });
    }
    return this.#controller.signal;
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.#timer);
    if (this.#controller) this.#call.signal?.removeEventListener("abort", this.#onGone);
  }

  readonly #onGone = (): void => this.#end(new RpcError("ABORTED", `The caller of ${this.#call.method} has gone.`));

  #end(error: RpcError): void {
    this.#fail(error);
    this.#controller?.abort(error);
  }
}

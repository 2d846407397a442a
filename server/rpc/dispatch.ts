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
  const { directory, shapeFault, logger, timeoutMs = 30_000 } = options;
  const own = new Map(options.ownMethods.map((method) => [method.name, method]));

  async function answer(call: Call, pending: PendingCall): Promise<unknown> {
    requireScope(call.principal, call.method);
    const ours = own.get(call.method);
    if (ours) return ours.answer(call);
    const gateway = directory.resolve(call.principal, call.gateway);
    return gateway.call(call.method, call.params, pending);
  }

  return {
    async call(call) {
      const started = performance.now();
      const pending = new PendingCall(call, timeoutMs);
      let code = "OK";
      try {
        return await Promise.race([answer(call, pending), pending.overdue]);
      } catch (error) {
        const shaped = shapeFault(error, call.method);
        code = shaped.code;
        throw shaped;
      } finally {
        pending.close();
        logger.debug({ method: call.method, ms: Math.round((performance.now() - started) * 10) / 10, code }, "call");
      }
    },
  };
}

/** One call under way: its deadline, and a signal that is made only for handlers that look at it. */
class PendingCall implements CallContext {
  readonly principal: Call["principal"];
  /** Rejects at the deadline or when the caller is gone; never resolves. */
  readonly overdue: Promise<never>;
  readonly #caller: AbortSignal | undefined;
  readonly #timer: NodeJS.Timeout;
  readonly #onGone: () => void;
  #controller: AbortController | undefined;
  #ended: RpcError | undefined;

  constructor(call: Call, timeoutMs: number) {
    this.principal = call.principal;
    this.#caller = call.signal;
    const { promise, reject } = Promise.withResolvers<never>();
    this.overdue = promise;
    const end = (error: RpcError) => {
      this.#ended ??= error;
      this.#controller?.abort(this.#ended);
      reject(this.#ended);
    };
    this.#timer = setTimeout(() => end(new RpcError("TIMEOUT", `RPC timeout: ${call.method}`)), timeoutMs);
    this.#onGone = () => end(new RpcError("ABORTED", `The caller of ${call.method} has gone.`));
    if (call.signal?.aborted) this.#onGone();
    else call.signal?.addEventListener("abort", this.#onGone, { once: true });
  }

  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      if (this.#ended) this.#controller.abort(this.#ended);
    }
    return this.#controller.signal;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#caller?.removeEventListener("abort", this.#onGone);
  }
}

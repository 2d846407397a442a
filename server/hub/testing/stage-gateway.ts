import type { CallContext, Gateway, Unsubscribe } from "../../gateways/gateway.ts";
import { RpcError } from "../../protocol/errors.ts";
import type { Audience, GatewayEvent } from "../../protocol/events.ts";
import type { GatewayStatus } from "../../protocol/gateways.ts";

type Handler = (params: unknown, context: CallContext) => unknown;

/** A gateway in process: it answers the methods that it was given, and emits what it is told to. */
export class StageGateway implements Gateway {
  readonly id: string;
  readonly name: string;
  readonly kind = "embedded";
  readonly #handlers: ReadonlyMap<string, Handler>;
  readonly #listeners = new Set<(event: GatewayEvent) => void>();
  readonly #statusListeners = new Set<(status: GatewayStatus) => void>();
  #status: GatewayStatus = { state: "ready", since: 0 };

  constructor(handlers: Readonly<Record<string, Handler>> = {}, id = "embedded") {
    this.id = id;
    this.name = id;
    this.#handlers = new Map(Object.entries({ health: () => ({ ok: true }), ...handlers }));
  }

  get status(): GatewayStatus {
    return this.#status;
  }

  set status(status: GatewayStatus) {
    this.#status = status;
    for (const listener of this.#statusListeners) listener(status);
  }

  get methods(): ReadonlySet<string> {
    return new Set(this.#handlers.keys());
  }

  async call(method: string, params: unknown, context: CallContext): Promise<unknown> {
    const handler = this.#handlers.get(method);
    if (!handler) throw new RpcError("UNKNOWN_METHOD", `No method "${method}".`);
    return handler(params, context);
  }

  emit(event: string, payload: unknown, audience?: Audience): void {
    for (const listener of this.#listeners) listener({ event, payload, audience });
  }

  onEvent(listener: (event: GatewayEvent) => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  onStatus(listener: (status: GatewayStatus) => void): Unsubscribe {
    this.#statusListeners.add(listener);
    return () => void this.#statusListeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    this.#statusListeners.clear();
  }
}

/** The payload of a delta of a run's text. */
export function delta(text: string, seq = 1, run: { runId?: string; sessionKey?: string } = {}) {
  return { runId: "run-1", sessionKey: "agent:main:main", ...run, seq, state: "delta", deltaText: text };
}

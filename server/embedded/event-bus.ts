import type { Unsubscribe } from "../gateways/gateway.ts";
import type { Audience, EventName, GatewayEvents } from "../protocol/events.ts";

/**
 * Says that something happened; every listener has heard it when this returns. Without an `audience` those are told who
 * may see what it is about.
 */
export type Emit = <Name extends EventName>(event: Name, payload: GatewayEvents[Name], audience?: Audience) => void;

/** Hands each value to every listener, in order. One that throws takes nothing from the others. */
export class Announcer<Value> {
  readonly #listeners = new Set<{ hear: (value: Value) => void }>();
  readonly #onFault: (error: unknown) => void;

  constructor(onFault: (error: unknown) => void) {
    this.#onFault = onFault;
  }

  on(hear: (value: Value) => void): Unsubscribe {
    const subscription = { hear };
    this.#listeners.add(subscription);
    return () => void this.#listeners.delete(subscription);
  }

  say(value: Value): void {
    for (const { hear } of this.#listeners) {
      try {
        hear(value);
      } catch (error) {
        this.#onFault(error);
      }
    }
  }

  /** Ends all subscriptions. */
  clear(): void {
    this.#listeners.clear();
  }
}

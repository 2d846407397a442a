import type { JsonObject } from "../../protocol/frames.ts";

/** Something that happened, by its name: `agent.message` `{circle_name, …}`. */
export type BrokerListener = (event: string, payload: JsonObject) => void;

/** Carries events to whoever listens: in this process, and where there is Redis in all that share it. */
export interface Broker {
  /** Listeners of this process have heard it when this returns; others hear it soon, or never when they are cut off. */
  publish(event: string, payload: JsonObject): void;
  /** Hears every event once, those of this process in the order in which they were published. */
  subscribe(listener: BrokerListener): () => void;
  /** Idempotent. */
  close(): Promise<void>;
}

/** Carries events within this process. */
export class MemoryBroker implements Broker {
  readonly #listeners = new Set<{ hear: BrokerListener }>();
  readonly #onFault: (error: unknown) => void;

  /** `onFault` is told what a listener throws; the others hear the event all the same. */
  constructor(onFault: (error: unknown) => void) {
    this.#onFault = onFault;
  }

  publish(event: string, payload: JsonObject): void {
    for (const { hear } of this.#listeners) {
      try {
        hear(event, payload);
      } catch (error) {
        this.#onFault(error);
      }
    }
  }

  subscribe(hear: BrokerListener): () => void {
    const listener = { hear };
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#listeners.clear();
  }
}

import type { Locks } from "../shared/life-lock.ts";

/** Locks of agents, tabs or workers, that can die: what they held is released, as a browser does. */
export class MemoryLocks {
  readonly #holders = new Map<string, string>();
  readonly #queues = new Map<string, (() => void)[]>();

  /** The locks as one agent uses them. */
  of(agent: string): Locks {
    const request = async (name: string, ...rest: [LockGrantedCallback<unknown>] | [LockOptions, () => unknown]) => {
      const options: LockOptions = rest.length === 2 ? rest[0] : {};
      const call = rest.length === 2 ? rest[1] : () => rest[0](null);
      while (this.#holders.has(name)) await this.#turn(name, options.signal);
      if (options.mode === "shared") return call();
      this.#holders.set(name, agent);
      await call();
      this.#free(name, agent);
    };
    return { request: request as Locks["request"] };
  }

  /** The agent is not there any more. */
  kill(agent: string): void {
    for (const name of [...this.#holders.keys()]) this.#free(name, agent);
  }

  #free(name: string, agent: string): void {
    if (this.#holders.get(name) !== agent) return;
    this.#holders.delete(name);
    const queue = this.#queues.get(name) ?? [];
    this.#queues.delete(name);
    for (const go of queue) go();
  }

  #turn(name: string, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason));
      this.#queues.set(name, [...(this.#queues.get(name) ?? []), resolve]);
    });
  }
}

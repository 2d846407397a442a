import { clientBench } from "@/server/protocol/testing/client-bench.ts";
import { ManualClock } from "@/server/protocol/testing/manual-clock.ts";
import type { Signal } from "../shared/messages.ts";
import { SocketHost } from "../shared/socket-host.ts";
import { TabClient } from "../shared/tab-client.ts";
import { timers } from "../socket-client.ts";
import { MemoryLocks } from "./memory-locks.ts";

type Bench = ReturnType<typeof clientBench>;

/** A worker and tabs with real message channels between them; sockets, locks, time and deaths are the test's. */
export class SharedBench {
  readonly locks = new MemoryLocks();
  /** The tabs' time. */
  readonly clock = new ManualClock();
  /** The worker's clients, each with its sockets: more than one only after all tabs had left. */
  readonly shared: Bench[] = [];
  readonly faults: unknown[] = [];
  readonly #ports: MessagePort[] = [];
  readonly #tabs: TabClient[] = [];
  readonly #host: SocketHost;
  #lastId = 0;

  constructor() {
    this.#host = new SocketHost({
      makeClient: (signals, onFault) => {
        const bench = clientBench({ signals, onFault });
        this.shared.push(bench);
        return bench.client;
      },
      clock: timers,
      locks: this.locks.of("worker"),
      newId: () => this.#newId(),
    });
  }

  /** The worker's client that was made last. */
  get worker(): Bench {
    const last = this.shared.at(-1);
    if (!last) throw new Error("the worker has made no client");
    return last;
  }

  /** Opens a tab. `worker`: what it finds when it looks for one. */
  tab(worker: "there" | "silent" | "broken" = "there") {
    const name = `tab-${this.#newId()}`;
    const own: Bench[] = [];
    const listeners = new Set<(signal: Signal) => void>();
    let port: MessagePort | undefined;
    const client = new TabClient({
      openPort: (failed) => {
        const { port1, port2 } = new MessageChannel();
        port = port1;
        this.#ports.push(port1, port2);
        if (worker === "there") void this.#host.attach(port2);
        if (worker === "broken") queueMicrotask(failed);
        return port1;
      },
      makeOwn: () => {
        const bench = clientBench();
        own.push(bench);
        return bench.client;
      },
      locks: this.locks.of(name),
      clock: this.clock,
      signals: {
        isOnline: () => true,
        on: (listener) => {
          listeners.add(listener);
          return () => void listeners.delete(listener);
        },
      },
      newId: () => this.#newId(),
      onFault: (error) => this.faults.push(error),
    });
    this.#tabs.push(client);
    return {
      client,
      /** Its clients with sockets of their own. */
      own,
      signal: (signal: Signal) => {
        for (const listener of [...listeners]) listener(signal);
      },
      /** It is gone without a word, as one that crashed. */
      vanish: () => {
        port?.close();
        this.locks.kill(name);
      },
    };
  }

  /** The worker is gone without a word. */
  killWorker(): void {
    for (const port of this.#ports) port.close();
    this.locks.kill("worker");
  }

  /** Ends everything: a test that leaves channels open does not end. */
  close(): void {
    for (const tab of this.#tabs) tab.close();
    this.#host.close();
    for (const port of this.#ports) port.close();
  }

  #newId(): string {
    this.#lastId += 1;
    return String(this.#lastId);
  }
}

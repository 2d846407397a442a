import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { RawClient } from "./hub-clients.ts";
import type { Cost, Kind, Order } from "./hub-server.ts";

/** One server in a process of its own. */
export class Subject {
  readonly kind: Kind;
  readonly port: number;
  readonly #process: ChildProcess;

  private constructor(kind: Kind, child: ChildProcess, port: number) {
    this.kind = kind;
    this.#process = child;
    this.port = port;
  }

  static async start(kind: Kind): Promise<Subject> {
    const child = fork(fileURLToPath(new URL("./hub-server.ts", import.meta.url)), [kind]);
    const [{ port }] = await once(child, "message");
    return new Subject(kind, child, port);
  }

  order(order: Order): void {
    this.#process.send(order);
  }

  async cost(): Promise<Cost> {
    this.order({ cost: true });
    const [{ cost }] = await once(this.#process, "message");
    return cost;
  }

  clients(count: number): Promise<RawClient[]> {
    return inSteps(count, () => RawClient.listening(this.kind, this.port));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#process, "exit");
    this.#process.kill("SIGKILL");
    await ended;
  }
}

async function inSteps<T>(count: number, make: () => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  while (made.length < count) {
    const step = Math.min(100, count - made.length);
    made.push(...(await Promise.all(Array.from({ length: step }, make))));
  }
  return made;
}

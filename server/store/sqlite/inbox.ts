import { type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import type { Job, ToThread } from "./thread-messages.ts";

/** The jobs a thread has been sent. It looks into the port itself, so a job that arrives during a commit joins it. */
export class Inbox {
  readonly #port: MessagePort;
  readonly #jobs: Job[] = [];
  #closing = false;

  constructor(port: MessagePort) {
    this.#port = port;
  }

  /** True once the last job has been handed out and nothing more will come. */
  get closing(): boolean {
    return this.#closing && this.#jobs.length === 0;
  }

  add(message: ToThread): void {
    if (message.kind === "close") this.#closing = true;
    else this.#jobs.push(...message.jobs);
  }

  next(): Job | undefined {
    if (this.#jobs.length === 0) {
      const received = receiveMessageOnPort(this.#port);
      if (received) this.add(messageOf(received.message));
    }
    return this.#jobs.shift();
  }
}

/** The other end of the port is `SqliteThread`, which sends nothing else. */
function messageOf(message: unknown): ToThread {
  return message as ToThread;
}

import { type GatewayEvent, isEvent } from "../protocol/events.ts";
import type { RunQueue } from "./run-queue.ts";

/** What is told of the run that waits. */
interface Asking {
  sessionKey?: string | null;
  runId?: string | null;
}

/** A run that waits for a person, to allow a command or to answer a question, holds up no other meanwhile. */
export class RestingRuns {
  readonly #queue: Pick<RunQueue, "rest">;
  /** As many as commands and questions may wait. */
  readonly #rests = new Map<string, () => void>();

  constructor(queue: Pick<RunQueue, "rest">) {
    this.#queue = queue;
  }

  hear(event: GatewayEvent): void {
    if (isEvent(event, "question.requested")) this.#begin(`question ${event.payload.id}`, event.payload);
    else if (isEvent(event, "question.resolved")) this.#end(`question ${event.payload.id}`);
    else if (isEvent(event, "exec.approval.requested")) {
      this.#begin(`command ${event.payload.id}`, event.payload.request);
    } else if (isEvent(event, "exec.approval.resolved")) this.#end(`command ${event.payload.id}`);
  }

  #begin(what: string, { sessionKey, runId }: Asking): void {
    if (sessionKey && runId) this.#rests.set(what, this.#queue.rest(sessionKey, runId));
  }

  #end(what: string): void {
    this.#rests.get(what)?.();
    this.#rests.delete(what);
  }
}

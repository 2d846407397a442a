import type { CircleMessage, CirclesHistoryResult } from "../protocol/circles.ts";
import { RpcError } from "../protocol/errors.ts";
import type { JsonObject, PrincipalInfo } from "../protocol/frames.ts";
import { CirclesHistoryParams, CirclesSendParams } from "../protocol/schema/circles.ts";
import type { CircleStore } from "../store/contract.ts";
import type { Viewer } from "./audience.ts";
import type { Circles } from "./circles.ts";
import type { Emit } from "./event-bus.ts";
import { type MethodTable, method } from "./registry.ts";
import type { Clock, RunLogger } from "./runs/contract.ts";

/** Where people and agents of circles talk with each other, whatever they are connected by. */
export interface CircleFloor {
  /** Says it to all and asks the agents; resolves when each has answered. An agent that cannot is told by `onFault`. */
  ask(
    principal: PrincipalInfo,
    circle: string,
    content: string,
    onFault: (error: RpcError, agentId: string) => void,
  ): Promise<void>;
}

export interface CircleHallDeps {
  circles: Circles;
  store: CircleStore;
  /** Name of an agent. */
  nameOf: (agentId: string) => string;
  emit: Emit;
  clock: Clock;
  logger: RunLogger;
}

/** Messages of a circle that are kept: the newest. */
export const KEPT_MESSAGES = 500;
/** Messages that may wait to be written; what comes beyond that is heard but not kept. */
export const MAX_UNWRITTEN = 1_000;
const PAGE = 100;

/** Remembers what is said in circles and who is answering there, and hands on what people at the panels say. */
export class CircleHall {
  readonly #deps: CircleHallDeps;
  readonly #working = new Map<string, string[]>();
  #floor: CircleFloor | undefined;
  #unwritten = 0;
  /** Messages are written one after the other. */
  #writing: Promise<void> = Promise.resolve();

  constructor(deps: CircleHallDeps) {
    this.#deps = deps;
  }

  /** From now on this is where circles talk; the answer takes it back. */
  attach(floor: CircleFloor): () => void {
    this.#floor = floor;
    return () => {
      if (this.#floor === floor) this.#floor = undefined;
    };
  }

  /** What happens on the floor, by its name there. Events about anything but circles that were made mean nothing. */
  hear(event: string, payload: JsonObject): void {
    const { circle_name: circle, content } = payload;
    if (typeof circle !== "string" || !this.#deps.circles.has(circle)) return;
    if (event === "circle.status") return this.#tellStatus(circle, textsOf(payload.working));
    if (typeof content !== "string" || content === "") return;
    if (event === "circle.message") {
      const from = textOf(payload.from);
      this.#keep(circle, { role: "user", from, name: textOf(payload.name) || from, content });
    } else if (event === "agent.message") {
      const from = textOf(payload.agent_id);
      const said = { role: "assistant", from, name: textOf(payload.agent_name) || from, content } as const;
      this.#keep(circle, { ...said, ...(typeof payload.run_id === "string" && { runId: payload.run_id }) });
    }
  }

  /** @throws RpcError FORBIDDEN when the circle's people are others; one that nobody made is everybody's */
  welcome(principal: PrincipalInfo, name: string): void {
    this.#deps.circles.welcome(principal, name);
  }

  /** @throws RpcError NOT_FOUND */
  async history(
    viewer: Viewer,
    { name, limit = PAGE, before }: { name: string; limit?: number; before?: number },
  ): Promise<CirclesHistoryResult> {
    const { circles, store } = this.#deps;
    circles.admit(viewer, name);
    await this.#writing;
    const messages = await store.list(name, { limit: limit + 1, before });
    const hasMore = messages.length > limit;
    return { name, messages: hasMore ? messages.slice(1) : messages, hasMore, working: this.#working.get(name) ?? [] };
  }

  /** Says something for a person; the agents' answers come as they are ready. @throws RpcError */
  send(viewer: Viewer, name: string, content: string): void {
    this.#deps.circles.admit(viewer, name);
    const floor = this.#floor;
    if (!floor) throw new RpcError("UNAVAILABLE", "Circles cannot talk just now: try again in a moment.");
    const fail = (error: unknown, from: string) => {
      const known = error instanceof RpcError ? error.message : "The message could not be handed on: see the log.";
      this.#keep(name, { role: "fault", from, name: this.#deps.nameOf(from), content: known });
    };
    floor.ask(viewer.principal, name, content, fail).catch((error: unknown) => fail(error, ""));
  }

  /** Forgets what was said in a circle. */
  async clear(name: string): Promise<void> {
    this.#working.delete(name);
    await this.#writing;
    await this.#deps.store.clear(name);
  }

  /** Resolves when everything that was said is written. */
  settled(): Promise<void> {
    return this.#writing;
  }

  #tellStatus(name: string, working: string[]): void {
    if (working.length > 0) this.#working.set(name, working);
    else this.#working.delete(name);
    this.#deps.emit("circle.status", { name, working });
  }

  #keep(name: string, said: Omit<CircleMessage, "id" | "timestamp">): void {
    const { store, emit, clock, logger } = this.#deps;
    if (this.#unwritten >= MAX_UNWRITTEN) return;
    this.#unwritten += 1;
    const message = { ...said, timestamp: clock() };
    this.#writing = this.#writing
      .then(() => store.append(name, message, KEPT_MESSAGES))
      .then(({ id }) => emit("circle.message", { name, id }))
      .catch((err: unknown) =>
        logger.error({ err, room: `/ws/circles/${name}` }, "what was said in a circle could not be kept"),
      )
      .finally(() => {
        this.#unwritten -= 1;
      });
  }
}

export function circleTalkMethods(hall: CircleHall) {
  return {
    "circles.history": method(CirclesHistoryParams, (params, viewer) => hall.history(viewer, params)),
    "circles.send": method(CirclesSendParams, ({ name, message }, viewer) => {
      hall.send(viewer, name, message);
      return { ok: true as const };
    }),
  } satisfies MethodTable;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

import type { Circle } from "../protocol/circles.ts";
import { RpcError } from "../protocol/errors.ts";
import { allows, type PrincipalInfo } from "../protocol/frames.ts";
import {
  CirclesCreateParams,
  CirclesDeleteParams,
  CirclesListParams,
  CirclesUpdateParams,
} from "../protocol/schema/circles.ts";
import type { SettingsStore } from "../store/contract.ts";
import type { AgentDirectory } from "./agent-directory.ts";
import type { Emit } from "./event-bus.ts";
import { type MethodTable, method } from "./registry.ts";
import type { Clock } from "./runs/contract.ts";

export interface CircleDeps {
  store: SettingsStore;
  agents: AgentDirectory;
  emit: Emit;
  clock: Clock;
}

export const MAX_CIRCLES = 200;
const KEY = "circles";

/** Agents and people who talk in one room. Kept in memory and as one setting on disk. */
export class Circles {
  readonly #deps: CircleDeps;
  #circles: readonly Circle[];
  /** Changes are written one after the other. */
  #writing: Promise<unknown> = Promise.resolve();

  static async open(deps: CircleDeps): Promise<Circles> {
    return new Circles(deps, circlesOf(await deps.store.get(KEY)));
  }

  private constructor(deps: CircleDeps, circles: readonly Circle[]) {
    this.#deps = deps;
    this.#circles = circles;
  }

  /** @throws RpcError NOT_FOUND, FORBIDDEN when the principal is not of the circle */
  admit(principal: PrincipalInfo, name: string): Circle {
    const circle = this.#require(name);
    requireMember(principal, circle);
    return circle;
  }

  has(name: string): boolean {
    return this.#circles.some((circle) => circle.name === name);
  }

  /** Agents that were deleted are in no circle. */
  list(): Circle[] {
    const { agents } = this.#deps;
    return this.#circles.map((circle) => ({ ...circle, agents: circle.agents.filter((id) => agents.has(id)) }));
  }

  /** @throws RpcError CONFLICT when the name is taken, NOT_FOUND (agent), RATE_LIMITED past {@link MAX_CIRCLES}, STORAGE */
  create(facts: Pick<Circle, "name" | "agents"> & { people?: string[] }): Promise<Circle> {
    return this.#change(() => {
      if (this.#circles.some(({ name }) => name === facts.name)) {
        throw new RpcError("CONFLICT", `There is a circle "${facts.name}" already: choose another name.`);
      }
      if (this.#circles.length >= MAX_CIRCLES) {
        throw new RpcError("RATE_LIMITED", `There are ${MAX_CIRCLES} circles, the most there can be: delete one.`, {
          retryable: false,
        });
      }
      const circle: Circle = { people: [], ...facts, createdAt: this.#deps.clock() };
      this.#requireAgents(circle.agents);
      return { circle, reason: "create", circles: [...this.#circles, circle], is: circle.agents };
    });
  }

  /** Fields that are left out stay. @throws RpcError NOT_FOUND, STORAGE */
  update({ name, ...fields }: { name: string; agents?: string[]; people?: string[] }): Promise<Circle> {
    return this.#change(() => {
      const before = this.#require(name);
      const after: Circle = {
        ...before,
        ...(fields.agents && { agents: fields.agents }),
        ...(fields.people && { people: fields.people }),
      };
      this.#requireAgents(fields.agents ?? []);
      const circles = this.#circles.map((circle) => (circle === before ? after : circle));
      return { circle: after, reason: "update", circles, was: before.agents, is: after.agents };
    });
  }

  /** @throws RpcError NOT_FOUND, STORAGE */
  delete(name: string): Promise<Circle> {
    return this.#change(() => {
      const circle = this.#require(name);
      const circles = this.#circles.filter((other) => other !== circle);
      return { circle, reason: "delete", circles, was: circle.agents };
    });
  }

  #require(name: string): Circle {
    const circle = this.#circles.find((candidate) => candidate.name === name);
    if (circle) return circle;
    throw new RpcError("NOT_FOUND", `There is no circle "${name}": see circles.list, or make it with circles.create.`);
  }

  #requireAgents(ids: readonly string[]): void {
    for (const id of ids) this.#deps.agents.require(id);
  }

  /** Writes what `decide` makes of the circles, then tells what has changed. Resolves the circle that it is about. */
  #change(decide: () => Change): Promise<Circle> {
    const { store, emit } = this.#deps;
    const writing = this.#writing.then(async () => {
      const change = decide();
      await store.put(KEY, change.circles);
      this.#circles = change.circles;
      const { circle, reason, was = [], is = [] } = change;
      const joined = is.filter((id) => !was.includes(id));
      const left = was.filter((id) => !is.includes(id));
      emit("circles.changed", { name: circle.name, reason, joined, left });
      return circle;
    });
    this.#writing = writing.catch(() => {});
    return writing;
  }
}

/** What becomes of the circles; `was` and `is` are the agents of the one that it is about. */
interface Change {
  circle: Circle;
  reason: "create" | "update" | "delete";
  circles: readonly Circle[];
  was?: readonly string[];
  is?: readonly string[];
}

export function circleMethods(circles: Circles, forget: (name: string) => Promise<void>) {
  return {
    "circles.list": method(CirclesListParams, () => ({ circles: circles.list() })),
    "circles.create": method(CirclesCreateParams, async (params) => ({
      ok: true as const,
      circle: await circles.create(params),
    })),
    "circles.update": method(CirclesUpdateParams, async (params) => ({
      ok: true as const,
      circle: await circles.update(params),
    })),
    "circles.delete": method(CirclesDeleteParams, async ({ name }) => {
      await circles.delete(name);
      await forget(name);
      return { ok: true as const, name };
    }),
  } satisfies MethodTable;
}

/** @throws RpcError FORBIDDEN when the circle has people, and the principal is neither one of them nor an admin */
export function requireMember({ id, name, scopes }: PrincipalInfo, circle: Circle): void {
  const welcome = circle.people.length === 0 || circle.people.includes(id);
  if (welcome || allows(scopes, "operator.admin")) return;
  throw new RpcError("FORBIDDEN", `${name} is not of the circle "${circle.name}": have it added to its people.`);
}

/** Written by {@link Circles} alone. */
function circlesOf(value: unknown): readonly Circle[] {
  return Array.isArray(value) ? (value as Circle[]) : [];
}

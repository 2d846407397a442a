import type { Circle } from "../protocol/circles.ts";
import { RpcError } from "../protocol/errors.ts";
import type { Audience } from "../protocol/events.ts";
import type { PrincipalInfo } from "../protocol/frames.ts";
import {
  CirclesCreateParams,
  CirclesDeleteParams,
  CirclesListParams,
  CirclesUpdateParams,
} from "../protocol/schema/circles.ts";
import type { SessionRow } from "../protocol/sessions.ts";
import type { SettingsStore } from "../store/contract.ts";
import type { AgentDirectory } from "./agent-directory.ts";
import { type Audiences, type FormerCircle, Members, type Viewer } from "./audience.ts";
import type { Emit } from "./event-bus.ts";
import { type MethodTable, method } from "./registry.ts";
import type { Clock } from "./runs/contract.ts";

export interface CircleDeps {
  store: SettingsStore;
  agents: AgentDirectory;
  audiences: Audiences;
  /** What the agents keep of a circle: the sessions and their forks. */
  sessionsOf: (circle: string) => Promise<SessionRow[]>;
  emit: Emit;
  clock: Clock;
}

export const MAX_CIRCLES = 200;
/** Deleted circles whose people are remembered, because they alone see what was said there. */
export const MAX_FORMER = 200;
const KEY = "circles";
const FORMER_KEY = "circles.former";

/** Agents and people who talk in one room. Kept in memory and as settings on disk. */
export class Circles {
  readonly #deps: CircleDeps;
  #circles: readonly Circle[];
  #former: readonly FormerCircle[];
  /** Changes are written one after the other. */
  #writing: Promise<unknown> = Promise.resolve();

  static async open(deps: CircleDeps): Promise<Circles> {
    const [circles, former] = await Promise.all([deps.store.get(KEY), deps.store.get(FORMER_KEY)]);
    return new Circles(deps, listIn<Circle>(circles), listIn<FormerCircle>(former));
  }

  private constructor(deps: CircleDeps, circles: readonly Circle[], former: readonly FormerCircle[]) {
    this.#deps = deps;
    this.#circles = circles;
    this.#former = former;
    deps.audiences.setFormer(former);
    for (const { name, people } of circles) deps.audiences.set(name, people);
  }

  /** @throws RpcError NOT_FOUND, as well when the circle has people and the viewer is not of them */
  admit(viewer: Viewer, name: string): Circle {
    if (!this.#deps.audiences.admitsTo(viewer, name)) throw noCircle(name);
    return this.#require(name);
  }

  /** A circle that nobody made is everybody's. @throws RpcError FORBIDDEN when its people are others */
  welcome(principal: PrincipalInfo, name: string): void {
    if (this.#deps.audiences.admitsTo({ principal }, name)) return;
    throw new RpcError("FORBIDDEN", `${principal.name} is not of the circle "${name}": have it added to its people.`);
  }

  has(name: string): boolean {
    return this.#circles.some((circle) => circle.name === name);
  }

  /** Those that the viewer may know of. Agents that were deleted are in no circle. */
  list(viewer: Viewer): Circle[] {
    const { agents, audiences } = this.#deps;
    return this.#circles
      .filter(({ name }) => audiences.admitsTo(viewer, name))
      .map((circle) => ({ ...circle, agents: circle.agents.filter((id) => agents.has(id)) }));
  }

  /**
   * @throws RpcError CONFLICT when the name is taken, or an earlier circle's sessions are kept for its people, NOT_FOUND
   * (agent), RATE_LIMITED past {@link MAX_CIRCLES}, STORAGE
   */
  create(facts: Pick<Circle, "name" | "agents"> & { people?: string[] }): Promise<Circle> {
    return this.#change(async () => {
      if (this.has(facts.name)) {
        throw new RpcError("CONFLICT", `There is a circle "${facts.name}" already: choose another name.`);
      }
      if (this.#circles.length >= MAX_CIRCLES) {
        throw new RpcError("RATE_LIMITED", `There are ${MAX_CIRCLES} circles, the most there can be: delete one.`, {
          retryable: false,
        });
      }
      const circle: Circle = { people: [], ...facts, createdAt: this.#deps.clock() };
      this.#requireAgents(circle.agents);
      await this.#requireUnkept(circle.name);
      return { circle, reason: "create", circles: [...this.#circles, circle], is: circle };
    });
  }

  /** Fields that are left out stay. @throws RpcError NOT_FOUND, STORAGE */
  update({ name, ...fields }: { name: string; agents?: string[]; people?: string[] }): Promise<Circle> {
    return this.#change(async () => {
      const before = this.#require(name);
      const after: Circle = {
        ...before,
        ...(fields.agents && { agents: fields.agents }),
        ...(fields.people && { people: fields.people }),
      };
      this.#requireAgents(fields.agents ?? []);
      const circles = this.#circles.map((circle) => (circle === before ? after : circle));
      return { circle: after, reason: "update", circles, was: before, is: after };
    });
  }

  /**
   * What its agents keep of it stays with its people.
   * @throws RpcError NOT_FOUND, RATE_LIMITED past {@link MAX_FORMER}, STORAGE
   */
  delete(name: string): Promise<Circle> {
    return this.#change(async () => {
      const circle = this.#require(name);
      const circles = this.#circles.filter((other) => other !== circle);
      if (circle.people.length > 0) await this.#remember(circle);
      return { circle, reason: "delete", circles, was: circle };
    });
  }

  #require(name: string): Circle {
    const circle = this.#circles.find((candidate) => candidate.name === name);
    if (circle) return circle;
    throw noCircle(name);
  }

  #requireAgents(ids: readonly string[]): void {
    for (const id of ids) this.#deps.agents.require(id);
  }

  /** Others than those who said it must not come to read it by making a circle of the same name. */
  async #requireUnkept(name: string): Promise<void> {
    if (!(await this.#isKept(name))) return;
    throw new RpcError(
      "CONFLICT",
      `There was a circle "${name}" with people of its own, and its agents' sessions are kept for them: delete those, or choose another name.`,
    );
  }

  async #isKept(name: string): Promise<boolean> {
    if (this.has(name) || !this.#former.some((former) => former.name === name)) return false;
    return (await this.#deps.sessionsOf(name)).length > 0;
  }

  /** On disk before the circle is gone from there: its sessions are at no time everybody's. */
  async #remember({ name, people }: Circle): Promise<void> {
    const { store, clock, audiences } = this.#deps;
    const kept = this.#former.length < MAX_FORMER ? this.#former : await this.#withoutForgettable();
    const former = [...kept, { name, people, endedAt: clock() }];
    await store.put(FORMER_KEY, former);
    this.#former = former;
    audiences.setFormer(former);
  }

  /** Without the oldest of which nothing is kept any more. */
  async #withoutForgettable(): Promise<readonly FormerCircle[]> {
    for (const former of this.#former) {
      if (!(await this.#isKept(former.name))) return this.#former.filter((other) => other !== former);
    }
    throw new RpcError(
      "RATE_LIMITED",
      `Sessions of ${MAX_FORMER} deleted circles are kept for their people, the most there can be: delete some of these sessions.`,
      { retryable: false },
    );
  }

  /** Writes what `decide` makes of the circles, then tells what has changed. Resolves the circle that it is about. */
  #change(decide: () => Promise<Change>): Promise<Circle> {
    const writing = this.#writing.then(async () => {
      const { store, audiences } = this.#deps;
      const change = await decide();
      await store.put(KEY, change.circles);
      this.#circles = change.circles;
      const { circle, is } = change;
      if (is) audiences.set(circle.name, is.people);
      else audiences.drop(circle.name);
      await this.#tell(change);
      return circle;
    });
    this.#writing = writing.catch(() => {});
    return writing;
  }

  /** Also those who are not of it any more: they would not learn of it otherwise. */
  async #tell({ circle: { name }, reason, was, is }: Change): Promise<void> {
    const { emit, audiences } = this.#deps;
    const [before, after] = [was?.agents ?? [], is?.agents ?? []];
    const joined = after.filter((id) => !before.includes(id));
    const left = before.filter((id) => !after.includes(id));
    const were = was && new Members(was.people);
    const are = is && audiences.of(name);
    emit("circles.changed", { name, reason, joined, left }, anyOf(were, are));
    if (were && are && String(was?.people) !== String(is?.people)) await this.#tellSessions(name, were, are);
  }

  /** For whoever is taken out the sessions are gone, and for whoever comes in they are new. */
  async #tellSessions(name: string, were: Audience, are: Audience): Promise<void> {
    const { emit, clock, sessionsOf } = this.#deps;
    const left: Audience = { admits: (principal) => were.admits(principal) && !are.admits(principal) };
    const came: Audience = { admits: (principal) => !were.admits(principal) && are.admits(principal) };
    for (const session of await sessionsOf(name)) {
      const about = { sessionKey: session.key, ts: clock() };
      emit("sessions.changed", { ...about, reason: "delete" }, left);
      emit("sessions.changed", { ...about, reason: "create", session }, came);
    }
  }
}

/** What becomes of the circles; `was` and `is` are the one that it is about, before and after. */
interface Change {
  circle: Circle;
  reason: "create" | "update" | "delete";
  circles: readonly Circle[];
  was?: Circle;
  is?: Circle;
}

export function circleMethods(circles: Circles, forget: (name: string) => Promise<void>) {
  return {
    "circles.list": method(CirclesListParams, (_params, viewer) => ({ circles: circles.list(viewer) })),
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

function noCircle(name: string): RpcError {
  return new RpcError("NOT_FOUND", `There is no circle "${name}": see circles.list, or make it with circles.create.`);
}

function anyOf(...audiences: readonly (Audience | undefined)[]): Audience {
  return { admits: (principal) => audiences.some((audience) => audience?.admits(principal)) };
}

/** Written by {@link Circles} alone. */
function listIn<Item>(value: unknown): readonly Item[] {
  return Array.isArray(value) ? (value as Item[]) : [];
}

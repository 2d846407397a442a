import { expect, test } from "vitest";
import type { GatewayEvent } from "../protocol/events.ts";
import type { PrincipalInfo } from "../protocol/frames.ts";
import type { GatewayStatus } from "../protocol/gateways.ts";
import { GRACE_MS } from "./lease.ts";
import { PooledGateway, type RestingGateway } from "./pooled.ts";
import { handClock } from "./testing/hand-clock.ts";

const SOMEBODY: PrincipalInfo = { id: "somebody", name: "Somebody", scopes: ["operator.admin"] };
const CONTEXT = { principal: SOMEBODY };
const READY: GatewayStatus = { state: "ready", since: 0 };
const DOWN: GatewayStatus = { state: "unavailable", since: 0, reason: "Nothing listens there." };

/** A gateway whose connection and answers come when the test says so. */
class Remote implements RestingGateway {
  readonly kind = "openclaw";
  readonly id: string;
  readonly name: string;
  readonly methods: ReadonlySet<string> = new Set();
  readonly told: string[] = [];
  status: GatewayStatus = { state: "connecting", since: 0 };
  answer: () => Promise<unknown> = async () => "answer";
  readonly #events = new Set<(event: GatewayEvent) => void>();
  readonly #statuses = new Set<(status: GatewayStatus) => void>();

  constructor(id: string) {
    this.id = id;
    this.name = id;
  }

  wake() {
    this.told.push("wake");
  }
  rest() {
    this.told.push("rest");
  }
  call(method: string) {
    this.told.push(method);
    return this.answer();
  }
  onEvent(listener: (event: GatewayEvent) => void) {
    this.#events.add(listener);
    return () => void this.#events.delete(listener);
  }
  onStatus(listener: (status: GatewayStatus) => void) {
    this.#statuses.add(listener);
    return () => void this.#statuses.delete(listener);
  }
  become(status: GatewayStatus) {
    this.status = status;
    for (const listener of this.#statuses) listener(status);
  }
  chat(runId: string, state: string) {
    // What a gateway tells, as far as a pool looks at it.
    for (const listener of this.#events) listener({ event: "chat", payload: { runId, state } } as GatewayEvent);
  }
  async close() {
    this.told.push("close");
  }
}

function pooled(id = "far") {
  const time = handClock();
  const remote = new Remote(id);
  return { time, remote, gateway: new PooledGateway(remote, { clock: time.clock }) };
}

test("A-11: a call wakes it and waits for the connection; while it is pending nothing rests", async () => {
  const { time, remote, gateway } = pooled();
  const answer = Promise.withResolvers<unknown>();
  remote.answer = () => answer.promise;
  const call = gateway.call("health", {}, CONTEXT);
  expect(remote.told).toEqual(["wake"]);
  remote.become(READY);
  await expect.poll(() => remote.told).toEqual(["wake", "health"]);
  time.pass(GRACE_MS * 3);
  answer.resolve("fine");
  expect(await call).toBe("fine");
  time.pass(GRACE_MS - 1);
  expect(remote.told).not.toContain("rest");
  time.pass(1);
  expect(remote.told.at(-1)).toBe("rest");
});

test("A-11: a run holds the connection until its end, also one that another client began", async () => {
  const { time, remote, gateway } = pooled();
  gateway.hold()();
  remote.become(READY);
  await gateway.call("chat.send", { idempotencyKey: "mine" }, CONTEXT);
  remote.chat("theirs", "delta");
  time.pass(GRACE_MS * 2);
  remote.chat("mine", "final");
  time.pass(GRACE_MS * 2);
  remote.chat("theirs", "aborted");
  expect(remote.told).not.toContain("rest");
  time.pass(GRACE_MS);
  expect(remote.told.at(-1)).toBe("rest");
});

test("A-11: a run whose end is told before the answer to its message holds nothing", async () => {
  const { time, remote, gateway } = pooled();
  gateway.hold()();
  remote.become(READY);
  remote.answer = async () => {
    remote.chat("short", "final");
    return { runId: "short", status: "started" };
  };
  await gateway.call("chat.send", { idempotencyKey: "short" }, CONTEXT);
  time.pass(GRACE_MS);
  expect(remote.told.at(-1)).toBe("rest");
});

test("A-12: callers share one waking, and a gateway that hangs delays no other", async () => {
  const hanging = pooled("hanging");
  const quick = pooled("quick");
  const waiting = [1, 2, 3].map(() => hanging.gateway.call("health", {}, CONTEXT));
  const answer = quick.gateway.call("health", {}, CONTEXT);
  quick.remote.become(READY);
  expect(await answer).toBe("answer");
  expect(hanging.remote.told).toEqual(["wake"]);
  hanging.remote.become(DOWN);
  for (const call of waiting) await expect(call).rejects.toMatchObject({ code: "UNAVAILABLE" });
});

test("more runs than can be watched hold nothing for the oldest", () => {
  const { time, remote, gateway } = pooled();
  gateway.hold()();
  for (let run = 0; run <= 1_000; run++) remote.chat(`run ${run}`, "delta");
  for (let run = 1; run <= 1_000; run++) remote.chat(`run ${run}`, "final");
  time.pass(GRACE_MS);
  expect(remote.told.at(-1)).toBe("rest");
});

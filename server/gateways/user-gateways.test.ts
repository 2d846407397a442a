import fc from "fast-check";
import { expect, test } from "vitest";
import { StageGateway } from "../hub/testing/stage-gateway.ts";
import type { RpcError } from "../protocol/errors.ts";
import type { GatewayEvent } from "../protocol/events.ts";
import type { PrincipalInfo } from "../protocol/frames.ts";
import { ManualClock } from "../protocol/testing/manual-clock.ts";
import type { Gateway } from "./gateway.ts";
import type { GatewayResolver, Provision } from "./resolver.ts";
import { gatewayIdOf, UserGateways, type UserGatewaysOptions } from "./user-gateways.ts";

const PEOPLE = ["anna", "ben", "cleo"] as const;
type Person = (typeof PEOPLE)[number];

function who(id: string): PrincipalInfo {
  return { id, name: id, scopes: ["operator.write"] };
}

/** Whose gateway an address is. */
const addressOf = (person: string): string => `ws://${person}.example/`;

function bench(options: Partial<UserGatewaysOptions> = {}) {
  const clock = new ManualClock();
  const told = new Map<string, (provision: Provision) => void>();
  const opened: { id: string; url: string; gateway: StageGateway; closed: boolean }[] = [];
  const resolver: GatewayResolver = {
    watch(userId, listener) {
      told.set(userId, listener);
      return () => void told.delete(userId);
    },
    close: () => told.clear(),
  };
  const users = new UserGateways({
    resolver,
    connect(id, { url }) {
      const gateway = new StageGateway({ "sessions.list": () => url }, id);
      const entry = { id, url, gateway, closed: false };
      gateway.close = async () => {
        entry.closed = true;
      };
      opened.push(entry);
      return gateway;
    },
    after: (ms, task) => clock.after(ms, task),
    now: () => clock.now(),
    ...options,
  });
  return { users, clock, opened, told, tell: (person: string, provision: Provision) => told.get(person)?.(provision) };
}

async function come(test: ReturnType<typeof bench>, person: string, provision: Provision): Promise<void> {
  const entering = test.users.enter(who(person));
  test.tell(person, provision);
  await entering;
}

const ready = (person: string, token = "t"): Provision => ({ state: "ready", url: addressOf(person), token });
const codeOf = (call: () => unknown): string => {
  try {
    call();
    return "OK";
  } catch (error) {
    return (error as RpcError).code;
  }
};

const person = fc.constantFrom(...PEOPLE);
const step = fc.oneof(
  fc.record({ do: fc.constant("enter" as const), person }),
  fc.record({
    do: fc.constant("tell" as const),
    person,
    state: fc.constantFrom("ready", "ready again", "none", "starting", "failed"),
  }),
  fc.record({ do: fc.constant("hold" as const), person }),
  fc.record({ do: fc.constant("release" as const), person }),
  fc.record({ do: fc.constant("wait" as const), person, ms: fc.integer({ min: 1, max: 60_000 }) }),
);

test("whatever happens, nobody is given, listed or told of another's gateway", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const b = bench();
      const holds = new Map<Person, () => void>();
      for (const each of steps) {
        if (each.do === "enter") void b.users.enter(who(each.person));
        if (each.do === "tell") b.tell(each.person, provisionNamed(each.state, each.person));
        if (each.do === "hold" && !holds.has(each.person)) holds.set(each.person, b.users.hold(each.person));
        if (each.do === "release") {
          holds.get(each.person)?.();
          holds.delete(each.person);
        }
        if (each.do === "wait") b.clock.pass(each.ms);
        for (const asking of PEOPLE) {
          const mine = gatewayIdOf(asking);
          expect(b.users.list(who(asking)).every(({ id }) => id === mine)).toBe(true);
          for (const other of PEOPLE) {
            const given = givenTo(b.users, asking, gatewayIdOf(other));
            if (given)
              expect(await given.call("sessions.list", {}, { principal: who(asking) })).toBe(addressOf(asking));
            if (other !== asking) expect(given).toBeUndefined();
          }
        }
        // One connection a person at most, and none to a gateway that was left.
        const open = b.opened.filter(({ closed }) => !closed);
        expect(new Set(open.map(({ id }) => id)).size).toBe(open.length);
        expect(
          open.every(({ id, url }) => PEOPLE.some((one) => gatewayIdOf(one) === id && addressOf(one) === url)),
        ).toBe(true);
      }
      await b.users.close();
      expect(b.opened.every(({ closed }) => closed)).toBe(true);
    }),
    { numRuns: 150 },
  );
});

test("A-3, A-4: none, starting, failed and ready are told apart, with the stage and its reason", async () => {
  const b = bench();
  await come(b, "anna", { state: "none" });
  expect(codeOf(() => b.users.resolve(who("anna")))).toBe("NO_GATEWAY");
  b.tell("anna", { state: "starting", stage: "Pulling", reason: "2 of 7", startedAt: 5 });
  expect(b.users.container(who("anna"))).toEqual({
    state: "starting",
    stage: "Pulling",
    reason: "2 of 7",
    startedAt: 5,
  });
  expect(codeOf(() => b.users.resolve(who("anna")))).toBe("STARTING");
  b.tell("anna", { state: "failed", reason: "No image.", fix: "Ask." });
  expect(codeOf(() => b.users.resolve(who("anna")))).toBe("UNAVAILABLE");
  b.tell("anna", ready("anna"));
  expect(b.users.container(who("anna")).state).toBe("ready");
  expect(b.users.resolve(who("anna")).id).toBe(gatewayIdOf("anna"));
  expect(codeOf(() => b.users.resolve(who("anna"), gatewayIdOf("ben")))).toBe("NOT_FOUND");
  expect(codeOf(() => b.users.resolve(who("stranger")))).toBe("NO_GATEWAY");
});

test("a gateway that answers for the first time begins a new log; losing it later takes nothing away", async () => {
  const b = bench();
  const changes: string[] = [];
  b.users.onChange((change) => changes.push(change.kind));
  await come(b, "anna", ready("anna"));
  expect(changes).toEqual(["joined", "left", "joined"]);
  const [{ gateway: inner } = { gateway: undefined }] = b.opened;
  if (inner) inner.status = { state: "unavailable", since: 1, reason: "gone" };
  expect(b.users.container(who("anna")).state).toBe("ready");
  expect(codeOf(() => b.users.resolve(who("anna")))).toBe("UNAVAILABLE");
  expect(changes).toHaveLength(3);
});

test("another token opens another connection, and events of the old one are heard no more", async () => {
  const b = bench();
  await come(b, "anna", ready("anna", "one"));
  const events: GatewayEvent[] = [];
  b.users.defaultFor(who("anna"))?.onEvent((event) => events.push(event));
  b.tell("anna", ready("anna", "two"));
  expect(b.opened.map(({ closed }) => closed)).toEqual([true, false]);
  b.opened[0]?.gateway.emit("chat", { old: true });
  b.opened[1]?.gateway.emit("chat", { old: false });
  expect(events.filter(({ event }) => event === "chat")).toEqual([{ event: "chat", payload: { old: false } }]);
});

test("a gateway is left half a minute after its last connection, or never while one is held", async () => {
  const b = bench();
  await come(b, "anna", ready("anna"));
  const [first, second] = [b.users.hold("anna"), b.users.hold("anna")];
  first();
  first();
  b.clock.pass(120_000);
  expect(b.users.size).toBe(1);
  second();
  b.clock.pass(29_999);
  expect(b.users.size).toBe(1);
  b.clock.pass(1);
  expect(b.users.size).toBe(0);
  expect(b.told.size).toBe(0);
  expect(b.opened[0]?.closed).toBe(true);
});

test("who asks where nobody answers waits two seconds at most; more people than fit are refused", async () => {
  const b = bench({ most: 1 });
  const entering = b.users.enter(who("anna"));
  b.clock.pass(2_000);
  await entering;
  expect(b.users.container(who("anna")).state).toBe("starting");
  await expect(b.users.enter(who("ben"))).rejects.toMatchObject({ code: "RATE_LIMITED" });
});

test("a shared gateway stands beside one's own, and is the default of who has none", async () => {
  const shared = new StageGateway({}, "embedded");
  const b = bench({ shared });
  await come(b, "anna", ready("anna"));
  expect(b.users.list(who("anna")).map(({ id }) => id)).toEqual([gatewayIdOf("anna"), "embedded"]);
  expect(b.users.resolve(who("anna"), "embedded")).toBe(shared);
  expect(b.users.resolve(who("hook:x"))).toBe(shared);
});

function provisionNamed(state: string, of: Person): Provision {
  switch (state) {
    case "ready":
      return ready(of);
    case "ready again":
      return ready(of, "another token");
    case "none":
      return { state: "none" };
    case "failed":
      return { state: "failed", reason: "It failed." };
    default:
      return { state: "starting", stage: state };
  }
}

function givenTo(users: UserGateways, asking: Person, id: string): Gateway | undefined {
  try {
    return users.resolve(who(asking), id);
  } catch {
    return undefined;
  }
}

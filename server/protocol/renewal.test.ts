import { expect, test } from "vitest";
import { clientBench } from "./testing/client-bench.ts";

const START = 1_000_000;

function hostedBench(tokens: (string | null | Error)[]) {
  const asked: (string | undefined)[] = [];
  const bench = clientBench({
    // Nobody answers its pings here.
    heartbeatMs: 600_000,
    token: async (identity) => {
      asked.push(identity?.publishableKey);
      const next = tokens.shift() ?? null;
      if (next instanceof Error) throw next;
      return next;
    },
  });
  const now = bench.clock.now();
  bench.client.connect();
  bench.socket().open();
  bench.socket().receive({
    type: "connected",
    payload: {
      clientId: "client-1-a",
      message: "Connected to OpenClaw Gateway",
      timestamp: now,
      authenticated: true,
      identity: { provider: "clerk", publishableKey: "pk_test_x" },
      principal: { id: "anna", name: "Anna", scopes: [], expiresAt: now + 60_000 },
    },
  });
  const auths = () => bench.socket().sent.filter(({ type }) => type === "auth");
  return { ...bench, asked, auths, now };
}

test("CON-3: a sign-in that ends is renewed on the socket before it does, again and again", async () => {
  const { client, clock, auths, asked, socket, now } = hostedBench(["two", "three"]);
  clock.pass(44_000);
  expect(auths()).toEqual([]);
  clock.pass(1_000);
  await settled();
  expect(auths()).toEqual([{ type: "auth", token: "two" }]);
  expect(asked).toEqual(["pk_test_x"]);
  const principal = { id: "anna", name: "Anna", scopes: [], expiresAt: now + 105_000 };
  socket().receive({ type: "authenticated", payload: { principal, gateway: "own", epoch: "e", seq: 1 } });
  expect(client.getState().state).toBe("ready");
  clock.pass(45_000);
  await settled();
  expect(auths()).toHaveLength(2);
});

test("a token that cannot be had now is asked for again soon; none at all is not", async () => {
  const { clock, auths, faults } = hostedBench([new Error("no network"), "two"]);
  clock.pass(45_000);
  await settled();
  expect(auths()).toEqual([]);
  expect(faults).toHaveLength(1);
  clock.pass(3_000);
  await settled();
  expect(auths()).toEqual([{ type: "auth", token: "two" }]);
});

test("nothing is renewed once the connection has ended", async () => {
  const { client, clock, asked } = hostedBench(["two"]);
  client.close();
  clock.pass(START);
  await settled();
  expect(asked).toEqual([]);
});

test("a sign-in that ran out on the living connection leads to a new try; one that is refused does not", () => {
  const { client, clock, socket, sockets } = hostedBench([]);
  socket().end(4001, "the sign-in has expired");
  expect(client.getState().state).toBe("waiting");
  clock.pass(1_000);
  expect(sockets).toHaveLength(2);
  socket().open();
  socket().end(4001, "authentication required");
  expect(client.getState()).toMatchObject({ state: "stopped", reason: "unauthenticated" });
});

async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

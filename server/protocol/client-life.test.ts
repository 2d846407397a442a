import { describe, expect, test } from "vitest";
import { clientBench } from "./testing/client-bench.ts";
import { ManualClock } from "./testing/manual-clock.ts";

describe("heartbeat", () => {
  test("CON-6: it pings, and a peer that says nothing for two beats is dropped", () => {
    const { client, clock, socket } = clientBench({ heartbeatMs: 20_000 }).ready();
    clock.pass(20_000);
    expect(socket().sent).toEqual([{ type: "ping" }]);
    socket().receive({ type: "pong", timestamp: 0, payload: { timestamp: 0 } });
    clock.pass(39_999);
    expect(client.getState().state).toBe("ready");
    clock.pass(1);
    expect(client.getState()).toMatchObject({ state: "waiting", attempt: 1 });
    expect(socket().sent).toHaveLength(2);
  });

  test("a connection that nobody asks anything of, and that died, is replaced within two beats", () => {
    const { clock, sockets, world } = clientBench({ heartbeatMs: 20_000 }).ready();
    world.random = 0;
    clock.pass(40_000);
    expect(sockets).toHaveLength(2);
  });

  test("a beat that a sleep made late gives the connection a moment to show that it lives, and no more", () => {
    const wakes = () => {
      const clock = new ManualClock();
      let slept = 0;
      const device = { now: () => clock.now() + slept, after: clock.after.bind(clock) };
      const bench = clientBench({ heartbeatMs: 20_000, clock: device }).ready();
      slept = 3_600_000;
      clock.pass(20_000);
      expect(bench.client.getState().state).toBe("ready");
      expect(bench.socket().sent).toEqual([{ type: "ping" }]);
      return { ...bench, clock };
    };
    const dead = wakes();
    dead.clock.pass(1_500);
    expect(dead.client.getState().state).not.toBe("ready");

    const alive = wakes();
    alive.socket().receive({ type: "pong", timestamp: 0, payload: { timestamp: 0 } });
    alive.clock.pass(1_500);
    expect(alive.client.getState().state).toBe("ready");
  });

  test("any frame is a sign of life", () => {
    const { client, clock, socket } = clientBench({ heartbeatMs: 20_000 }).ready();
    for (let seq = 1; seq < 20; seq += 1) {
      clock.pass(20_000);
      socket().event(seq);
    }
    expect(client.getState().state).toBe("ready");
  });

  test.each([
    ["offline", 400],
    ["online", 500],
    ["visible", 1_500],
  ] as const)("%s makes a connection show within %i ms that it lives", (signal, ms) => {
    const dead = clientBench().ready();
    dead.signal(signal);
    dead.clock.pass(ms);
    expect(dead.client.getState().state).not.toBe("ready");

    const alive = clientBench().ready();
    alive.signal(signal);
    alive.socket().receive({ type: "pong", timestamp: 0, payload: { timestamp: 0 } });
    alive.clock.pass(ms);
    expect(alive.client.getState().state).toBe("ready");
  });
});

describe("a connection that died without a word", () => {
  test("a request that nothing answers makes it show within 2 s that it lives, and another one carries it at once", async () => {
    const bench = clientBench().ready();
    bench.world.random = 0.99;
    const asked = bench.client.request("health");
    bench.clock.pass(400);
    // Asking more puts it off no further.
    const more = bench.client.request("status");
    bench.clock.pass(100);
    expect(bench.socket().sent.at(-1)?.type).toBe("ping");
    bench.clock.pass(1_499);
    expect(bench.sockets).toHaveLength(1);
    bench.clock.pass(1);
    expect(bench.sockets).toHaveLength(2);
    bench.socket().greet();
    expect(bench.socket().requests.map(({ method }) => method)).toEqual(["health", "status"]);
    for (const { id } of bench.socket().requests) bench.socket().receive({ type: "res", id, ok: true, payload: {} });
    await expect(Promise.all([asked, more])).resolves.toHaveLength(2);
  });

  test("a slow answer on a living one changes nothing", () => {
    const bench = clientBench().ready();
    bench.client.request("sessions.usage").catch(() => undefined);
    bench.clock.pass(500);
    bench.socket().receive({ type: "pong", timestamp: 0, payload: { timestamp: 0 } });
    bench.clock.pass(10_000);
    expect(bench.sockets).toHaveLength(1);
    expect(bench.socket().sent.filter(({ type }) => type === "ping")).toHaveLength(1);
    bench.client.close();
  });

  test("on a slow line it has twice the time that opening took", () => {
    const bench = clientBench();
    bench.client.connect();
    bench.clock.pass(2_000);
    bench.socket().greet();
    bench.signal("online");
    bench.clock.pass(3_999);
    expect(bench.sockets).toHaveLength(1);
    bench.clock.pass(1);
    expect(bench.sockets).toHaveLength(2);
  });
});

import { describe, expect, test } from "vitest";
import type { EventFrame } from "./frames.ts";
import { clientBench } from "./testing/client-bench.ts";

describe("reconnecting", () => {
  test("CON-8: attempts grow until the greeting, not until the socket opens", () => {
    const { client, clock, socket } = clientBench();
    client.connect();
    for (const attempt of [1, 2, 3]) {
      socket().open();
      socket().end(1006);
      expect(client.getState()).toMatchObject({ state: "waiting", attempt });
      clock.pass(500 * 2 ** (attempt - 1));
    }
    socket().greet();
    socket().end(1012);
    expect(client.getState()).toMatchObject({ state: "waiting", attempt: 1, closeCode: 1012 });
  });

  test("CON-8: it waits for its jittered time, then tries", () => {
    const { clock, sockets, socket, world } = clientBench().ready();
    world.random = 0.8;
    socket().end(1006);
    clock.pass(799);
    expect(sockets).toHaveLength(1);
    clock.pass(1);
    expect(sockets).toHaveLength(2);
  });

  test("CON-8: it goes on for ever", () => {
    const { client, clock, sockets, socket } = clientBench().ready();
    for (let tries = 0; tries < 60; tries += 1) {
      socket().end(1006);
      const state = client.getState();
      if (state.state === "waiting") clock.pass(state.retryAt - clock.now());
    }
    expect(sockets).toHaveLength(61);
    expect(client.getState()).toMatchObject({ state: "connecting", attempt: 60 });
  });

  test.each(["online", "visible"] as const)("CON-8: %s tries at once", (signal) => {
    const bench = clientBench().ready();
    bench.world.random = 0.99;
    bench.socket().end(1006);
    bench.signal(signal);
    expect(bench.sockets).toHaveLength(2);
    bench.socket().greet();
    bench.clock.pass(10_000);
    expect(bench.sockets).toHaveLength(2);
  });

  test.each(["online", "visible"] as const)(
    "a connection found dead after %s is replaced at once, and once only",
    (signal) => {
      const bench = clientBench().ready();
      bench.world.random = 0.99;
      bench.signal(signal);
      bench.socket().event(1);
      bench.socket().end(1006);
      expect(bench.sockets).toHaveLength(2);
      bench.socket().end(1006);
      expect(bench.sockets).toHaveLength(2);
      expect(bench.client.getState().state).toBe("waiting");
    },
  );

  test("one that has shown that it lives, and dies later, waits as any other", () => {
    const bench = clientBench().ready();
    bench.world.random = 0.99;
    bench.signal("visible");
    bench.socket().receive({ type: "pong", timestamp: 0, payload: { timestamp: 0 } });
    bench.socket().end(1006);
    expect(bench.sockets).toHaveLength(1);
  });

  test("without a network it says offline, and is back at once with it", () => {
    const bench = clientBench().ready();
    bench.world.random = 0.99;
    bench.world.online = false;
    bench.socket().end(1006);
    expect(bench.client.getState().state).toBe("offline");
    bench.signal("online");
    expect(bench.client.getState().state).toBe("connecting");
  });

  test.each([
    [1000, "", "closed"],
    [4001, "authentication required", "unauthenticated"],
    [1008, "Invalid authentication", "unauthenticated"],
    [1008, "rate", "policy"],
  ])("CON-8: %i %s stops until somebody connects", async (code, text, reason) => {
    const { client, clock, sockets, socket, listening } = clientBench().ready();
    const asked = client.request("health");
    socket().end(code, text);
    expect(client.getState()).toMatchObject({ state: "stopped", reason });
    await expect(asked).rejects.toMatchObject({
      code: reason === "unauthenticated" ? "UNAUTHENTICATED" : "UNAVAILABLE",
    });
    clock.pass(3_600_000);
    expect(sockets).toHaveLength(1);
    expect(listening()).toBe(0);
    client.connect();
    expect(sockets).toHaveLength(2);
    expect(listening()).toBe(1);
  });

  test("close() ends the socket and all that waits, and can be called again", async () => {
    const { client, clock, socket, sockets } = clientBench().ready();
    const asked = client.request("health");
    client.close();
    client.close();
    await expect(asked).rejects.toMatchObject({ code: "UNAVAILABLE" });
    expect(socket().closedWith).toBe(1000);
    expect(clock.waiting).toBe(0);
    clock.pass(60_000);
    expect(sockets).toHaveLength(1);
  });

  test("nothing that an old socket still does touches the new one", () => {
    const { client, clock, sockets, socket } = clientBench();
    client.connect();
    const old = socket();
    const late = { open: old.onopen, message: old.onmessage, close: old.onclose };
    clock.pass(10_000);
    clock.pass(1_000);
    socket().greet();
    const events: EventFrame[] = [];
    client.onEvent((event) => events.push(event));
    late.open?.();
    late.close?.({ code: 4001, reason: "" });
    late.message?.({
      data: JSON.stringify({ type: "event", event: "tick", payload: 0, gateway: "g", epoch: "e", seq: 1 }),
    });
    expect(sockets).toHaveLength(2);
    expect(client.getState().state).toBe("ready");
    expect(events).toEqual([]);
  });
});

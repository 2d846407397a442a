import { describe, expect, test } from "vitest";
import type { ClientState } from "./client-state.ts";
import type { EventFrame } from "./frames.ts";
import type { FinishedCall, PassedFrame } from "./observation.ts";
import { clientBench } from "./testing/client-bench.ts";

describe("connecting", () => {
  test("CON-2: connecting, greeting and ready are told in order, with who the server takes us for", () => {
    const { client, socket } = clientBench();
    const states: string[] = [];
    client.onState(({ state }) => states.push(state));
    client.connect();
    socket().greet({ gateway: "home" });
    expect(states).toEqual(["connecting", "greeting", "ready"]);
    expect(client.getState()).toMatchObject({ state: "ready", clientId: "client-1-abc", principal: { id: "ada" } });
    expect(client.defaultGateway).toBe("home");
  });

  test("a connect that is started twice is one", () => {
    const { client, sockets, socket } = clientBench();
    client.connect();
    client.connect();
    socket().greet();
    client.connect();
    expect(sockets).toHaveLength(1);
  });

  test("CON-3: a server that knows no one gets a token, and its welcome makes ready", async () => {
    const { client, socket } = clientBench({ token: async () => "secret" });
    client.connect();
    socket().open();
    const greeting = {
      clientId: "c",
      message: "Connected to OpenClaw Gateway" as const,
      timestamp: 0,
      authenticated: false,
    };
    socket().receive({ type: "connected", payload: greeting });
    await expect.poll(() => socket().sent).toEqual([{ type: "auth", token: "secret" }]);
    expect(client.getState().state).toBe("greeting");
    const principal = { id: "ada", name: "Ada", scopes: [] };
    socket().receive({ type: "authenticated", payload: { principal, gateway: "g", epoch: "e", seq: 3 } });
    expect(client.getState()).toMatchObject({ state: "ready", clientId: "c", principal });
  });

  test("who looks sees every frame but no token, and how each request went", async () => {
    const { client, socket } = clientBench({ token: async () => "secret" });
    const frames: PassedFrame[] = [];
    const calls: FinishedCall[] = [];
    const stops = [
      client.observation.onFrame((frame) => frames.push(frame)),
      client.observation.onCall((call) => calls.push(call)),
    ];
    client.connect();
    socket().open();
    const greeting = {
      clientId: "c",
      message: "Connected to OpenClaw Gateway" as const,
      timestamp: 0,
      authenticated: false,
    };
    socket().receive({ type: "connected", payload: greeting });
    await expect.poll(() => frames.at(-1)).toEqual({ direction: "out", text: '{"type":"auth"}' });
    const principal = { id: "ada", name: "Ada", scopes: [] };
    socket().receive({ type: "authenticated", payload: { principal, gateway: "g", epoch: "e", seq: 3 } });
    const asked = [client.request("health"), client.request("status", {}, { gateway: "attic" })];
    const [first, second] = socket().requests;
    socket().receive({ type: "res", id: first?.id ?? "", ok: true, payload: {} });
    socket().receive({ type: "res", id: second?.id ?? "", ok: false, error: { code: "FORBIDDEN", message: "no" } });
    await Promise.allSettled(asked);
    expect(calls).toEqual([
      { method: "health", gateway: undefined, durationMs: expect.any(Number), code: undefined },
      { method: "status", gateway: "attic", durationMs: expect.any(Number), code: "FORBIDDEN" },
    ]);
    expect(frames.map(({ direction, text }) => [direction, JSON.parse(text).type])).toEqual([
      ["in", "connected"],
      ["out", "auth"],
      ["in", "authenticated"],
      ["out", "req"],
      ["out", "req"],
      ["in", "res"],
      ["in", "res"],
    ]);
    for (const stop of stops) stop();
    client.request("health").catch(() => undefined);
    expect(frames).toHaveLength(7);
    client.close();
  });

  test("CON-3: with nobody signed in it stops, and says so", async () => {
    const { client, socket } = clientBench({ token: async () => null });
    client.connect();
    socket().open();
    const greeting = {
      clientId: "c",
      message: "Connected to OpenClaw Gateway" as const,
      timestamp: 0,
      authenticated: false,
    };
    socket().receive({ type: "connected", payload: greeting });
    await expect.poll(() => client.getState()).toMatchObject({ state: "stopped", reason: "unauthenticated" });
    await expect(client.request("health")).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });

  test("a token that fails once is fetched again", async () => {
    let tries = 0;
    const token = async () => {
      tries += 1;
      if (tries === 1) throw new Error("the sign-in server hiccups");
      return "secret";
    };
    const { client, clock, socket, sockets } = clientBench({ token });
    const greeting = {
      clientId: "c",
      message: "Connected to OpenClaw Gateway" as const,
      timestamp: 0,
      authenticated: false,
    };
    client.connect();
    socket().open();
    socket().receive({ type: "connected", payload: greeting });
    await expect
      .poll(() => client.getState())
      .toMatchObject({ state: "waiting", reason: expect.stringContaining("hiccups") });
    clock.pass(1_000);
    expect(sockets).toHaveLength(2);
    socket().open();
    socket().receive({ type: "connected", payload: greeting });
    await expect.poll(() => socket().sent).toEqual([{ type: "auth", token: "secret" }]);
  });

  test("a socket that cannot be opened is tried again", () => {
    let broken = true;
    const bench = clientBench();
    const { client, clock } = clientBench({
      openSocket: () => {
        if (broken) throw new Error("bad address");
        return bench.socket();
      },
    });
    bench.client.connect();
    client.connect();
    expect(client.getState()).toMatchObject({
      state: "waiting",
      attempt: 1,
      reason: expect.stringContaining("bad address"),
    });
    broken = false;
    clock.pass(1_000);
    expect(client.getState().state).toBe("connecting");
  });

  test("CON-3: a socket that is not greeted within 10 s is given up", () => {
    const { client, clock, socket } = clientBench();
    client.connect();
    socket().open();
    clock.pass(10_000);
    expect(client.getState()).toMatchObject({ state: "waiting", attempt: 1 });
    expect(socket().closedWith).toBe(1000);
  });
});

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

describe("heartbeat", () => {
  test("CON-6: it pings, and a peer that answers nothing for two beats is dropped", () => {
    const { client, clock, socket } = clientBench({ heartbeatMs: 20_000 }).ready();
    clock.pass(20_000);
    socket().receive({ type: "pong", timestamp: 0, payload: { timestamp: 0 } });
    clock.pass(40_000);
    expect(socket().sent.filter(({ type }) => type === "ping")).toHaveLength(3);
    expect(client.getState().state).toBe("ready");
    clock.pass(20_000);
    expect(client.getState()).toMatchObject({ state: "waiting", attempt: 1 });
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

describe("listeners", () => {
  test("one that throws is reported and takes nothing from the others", () => {
    const bench = clientBench();
    const heard: number[] = [];
    const states: ClientState["state"][] = [];
    bench.client.onEvent(() => {
      throw new Error("mine");
    });
    bench.client.onState(() => {
      throw new Error("mine too");
    });
    bench.client.onEvent(({ seq }) => heard.push(seq));
    bench.client.onState(({ state }) => states.push(state));
    bench.ready().socket().event(1);
    expect(heard).toEqual([1]);
    expect(states).toEqual(["connecting", "greeting", "ready"]);
    expect(bench.faults).toHaveLength(4);
  });

  test("the same function given twice is two subscriptions, each ended by itself", () => {
    const bench = clientBench();
    let calls = 0;
    const listener = () => {
      calls += 1;
    };
    const stop = bench.client.onEvent(listener);
    bench.client.onEvent(listener);
    bench.ready().socket().event(1);
    expect(calls).toBe(2);
    stop();
    stop();
    bench.socket().event(2);
    expect(calls).toBe(3);
  });
});

describe("A-13: whose chatty events are wanted", () => {
  const scopesOf = (sent: readonly { type: string; [field: string]: unknown }[]) =>
    sent.filter(({ method }) => method === "events.scope").map(({ params }) => params);

  test("is said when it changes, and on each connection before anything else is asked or resumed", () => {
    const { client, socket, clock } = clientBench();
    client.setScope(new Set());
    client.request("health").catch(() => undefined);
    client.connect();
    socket().greet();
    expect(socket().sent.map(({ method }) => method)).toEqual(["events.scope", "health"]);
    client.setScope(new Set(["main"]));
    client.setScope(new Set(["main"]));
    expect(scopesOf(socket().sent)).toEqual([{ sessions: [] }, { sessions: ["main"] }]);
    socket().end(1012);
    clock.pass(1_000);
    client.setScope(new Set(["main", "other"]));
    socket().greet();
    expect(
      socket()
        .sent.map(({ type, method }) => method ?? type)
        .slice(0, 2),
    ).toEqual(["events.scope", "resume"]);
    expect(scopesOf(socket().sent)).toEqual([{ sessions: ["main", "other"] }]);
    client.setScope("all");
    expect(scopesOf(socket().sent).at(-1)).toEqual({ sessions: "all" });
  });

  test("is not said by who wants all from the beginning", () => {
    const { socket } = clientBench().ready();
    expect(socket().sent).toEqual([]);
  });
});

import { describe, expect, test } from "vitest";
import type { ClientState } from "./client-state.ts";
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

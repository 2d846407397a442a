import { describe, expect, test } from "vitest";
import type { ClientState } from "./client-state.ts";
import type { EventFrame } from "./frames.ts";
import type { GatewayReset } from "./positions.ts";
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
    ["online", 1_500],
    ["visible", 5_000],
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

describe("requests", () => {
  test("A-1: one that is made before there is a connection waits for it", async () => {
    const { client, socket } = clientBench();
    const asked = client.request("sessions.describe", { key: "k" }, { gateway: "home" });
    client.connect();
    socket().open();
    expect(socket().requests).toEqual([]);
    socket().greet();
    expect(socket().requests).toMatchObject([{ method: "sessions.describe", params: { key: "k" }, gateway: "home" }]);
    socket().receive({ type: "res", id: "id-1", ok: true, payload: { session: null } });
    expect(await asked).toEqual({ session: null });
  });

  test("reading and keyed ones are sent again after a drop, others fail as unconfirmed", async () => {
    const { client, clock, socket } = clientBench().ready();
    const read = client.request("sessions.list", {});
    const keyed = client.request("chat.send", { sessionKey: "k", message: "hi", idempotencyKey: "key" });
    const write = client.request("sessions.delete", { key: "k" });
    socket().end(1006);
    await expect(write).rejects.toMatchObject({
      code: "GATEWAY_LOST",
      message: expect.stringContaining("unconfirmed"),
    });
    clock.pass(1_000);
    socket().greet();
    expect(socket().requests.map(({ id, method }) => [id, method])).toEqual([
      ["id-1", "sessions.list"],
      ["id-2", "chat.send"],
    ]);
    socket().receive({ type: "res", id: "id-1", ok: true, payload: "rows" });
    socket().receive({ type: "res", id: "id-2", ok: true, payload: "run" });
    expect(await Promise.all([read, keyed])).toEqual(["rows", "run"]);
  });

  test("the caller decides otherwise by `resend`", async () => {
    const { client, socket } = clientBench().ready();
    const read = client.request("sessions.list", {}, { resend: "never" });
    client.request("sessions.delete", { key: "k" }, { resend: "always" });
    socket().end(1006);
    await expect(read).rejects.toMatchObject({ code: "GATEWAY_LOST" });
  });

  test("an error frame that names its request answers it; one that names none is reported", async () => {
    const { client, socket, faults } = clientBench().ready();
    const asked = client.request("health");
    const error = {
      type: "error" as const,
      code: "RATE_LIMITED",
      message: "slow down",
      payload: { message: "" },
      data: { message: "" },
    };
    socket().receive({ ...error, ref: { type: "req", id: "id-1" } });
    await expect(asked).rejects.toMatchObject({ code: "RATE_LIMITED" });
    expect(faults).toEqual([]);
    socket().receive(error);
    expect(faults).toMatchObject([{ code: "RATE_LIMITED" }]);
  });

  test("frames that are no frames are not heard", () => {
    const { client, socket, faults } = clientBench().ready();
    for (const text of ["<html>", "null", "[]", '"x"', "{}"]) socket().receiveText(text);
    expect(client.getState().state).toBe("ready");
    expect(faults).toEqual([]);
  });
});

describe("resuming", () => {
  function listening(bench: ReturnType<typeof clientBench>) {
    const heard: number[] = [];
    const resets: GatewayReset[] = [];
    bench.client.onEvent(({ seq }) => heard.push(seq));
    bench.client.onReset((reset) => resets.push(reset));
    return { heard, resets };
  }

  function drop(bench: ReturnType<typeof clientBench>, position: { epoch?: string; seq?: number } = {}) {
    bench.socket().end(1006);
    bench.clock.pass(1_000);
    bench.socket().greet(position);
  }

  test("RES-2: it asks to go on where it was, hears what it missed, and nothing twice", () => {
    const bench = clientBench();
    const { heard, resets } = listening(bench);
    bench.ready();
    for (const seq of [1, 2, 2, 1, 3]) bench.socket().event(seq);
    drop(bench, { seq: 6 });
    expect(bench.socket().sent).toEqual([{ type: "resume", gateway: "embedded", epoch: "e1", seq: 3 }]);
    // Sent before the answer, it will come again after it.
    bench.socket().event(7);
    bench.socket().receive({ type: "resumed", payload: { gateway: "embedded", replayed: 4 } });
    for (const seq of [4, 5, 6, 7, 7, 8]) bench.socket().event(seq);
    expect(heard).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(resets).toEqual([]);
  });

  test("RES-2: with nothing heard it goes on from the greeting, each gateway from its own place", () => {
    const bench = clientBench();
    listening(bench);
    bench.client.connect();
    bench.socket().greet({ seq: 40 });
    bench.socket().event(7, { gateway: "other", epoch: "o" });
    drop(bench);
    expect(bench.socket().sent).toEqual([
      { type: "resume", gateway: "embedded", epoch: "e1", seq: 40 },
      { type: "resume", gateway: "other", epoch: "o", seq: 7 },
    ]);
  });

  test("RES-3: what cannot be resumed is reset, and heard on from there", () => {
    const bench = clientBench();
    const { heard, resets } = listening(bench);
    bench.ready();
    bench.socket().event(5);
    drop(bench, { epoch: "e2", seq: 2 });
    bench.socket().receive({ type: "resume_failed", payload: { gateway: "embedded", reason: "epoch" } });
    bench.socket().event(3, { epoch: "e2" });
    expect(resets).toEqual([{ gateway: "embedded", reason: "epoch" }]);
    expect(heard).toEqual([5, 3]);
  });

  test("RES-3: after a failed resume the next one goes on from the greeting, as nothing was missed since", () => {
    const bench = clientBench();
    const { resets } = listening(bench);
    bench.ready();
    drop(bench, { epoch: "e2", seq: 9 });
    bench.socket().receive({ type: "resume_failed", payload: { gateway: "embedded", reason: "epoch" } });
    drop(bench, { epoch: "e2", seq: 12 });
    expect(bench.socket().sent).toEqual([{ type: "resume", gateway: "embedded", epoch: "e2", seq: 9 }]);
    expect(resets).toHaveLength(1);
  });

  test("RES-3: a gateway that was asked and never heard is reset: nobody knows what was missed", () => {
    const bench = clientBench();
    const { resets } = listening(bench);
    bench.ready();
    bench.client.request("health", {}, { gateway: "other" });
    drop(bench);
    expect(resets).toEqual([{ gateway: "other", reason: "unknown" }]);
  });

  test("RES-1: a new epoch on a living connection is a reset", () => {
    const bench = clientBench();
    const { heard, resets } = listening(bench);
    bench.ready();
    bench.socket().event(9);
    bench.socket().event(1, { epoch: "e2" });
    expect(resets).toEqual([{ gateway: "embedded", reason: "epoch" }]);
    expect(heard).toEqual([9, 1]);
  });

  test("another default gateway than before makes both be read again", () => {
    const bench = clientBench();
    const { resets } = listening(bench);
    bench.ready();
    bench.socket().end(1006);
    bench.clock.pass(1_000);
    bench.socket().greet({ gateway: "other" });
    expect(resets.map(({ gateway }) => gateway)).toEqual(["embedded", "other"]);
  });

  test("the server's farewell is no event of a gateway", () => {
    const bench = clientBench();
    const { heard } = listening(bench);
    bench
      .ready()
      .socket()
      .receive({ type: "event", event: "shutdown", payload: { reason: "restart" } });
    expect(heard).toEqual([]);
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

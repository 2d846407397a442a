import { describe, expect, test } from "vitest";
import type { Dialect, EventCodec } from "../dialects/dialect.ts";
import { SharedGateways } from "../gateways/directory.ts";
import type { PrincipalInfo } from "../protocol/frames.ts";
import { delta, StageGateway } from "./testing/stage-gateway.ts";
import { TestHub } from "./testing/test-hub.ts";
import type { WireClient } from "./testing/wire-client.ts";

const seqs = (client: WireClient) => client.events().map(({ seq }) => seq);

describe("events", () => {
  test("A-8: every connection that has used native gets each event once, with its position", async () => {
    const gateway = new StageGateway();
    await using hub = await TestHub.start({ gateways: [gateway] });
    const clients = [hub.client(), hub.client()];
    const idle = hub.client();
    await Promise.all([...clients.map((client) => client.req("health")), idle.settled()]);
    gateway.emit("tick", { ts: 1 });
    gateway.emit("chat", delta("Hello"));
    for (const client of clients) {
      await client.frame({ seq: 2 });
      await client.settled();
      expect(client.events()).toEqual([
        { type: "event", event: "tick", payload: { ts: 1 }, gateway: "embedded", epoch: "epoch", seq: 1 },
        { type: "event", event: "chat", payload: delta("Hello"), gateway: "embedded", epoch: "epoch", seq: 2 },
      ]);
    }
    await idle.settled();
    expect(idle.events(), "a connection that has not used it").toEqual([]);
  });

  test("a principal that may not read gets no events", async () => {
    const gateway = new StageGateway();
    await using hub = await TestHub.start({ gateways: [gateway] });
    const guest = hub.client({ token: "guest" });
    expect(await guest.req("health")).toMatchObject({ ok: false, error: { code: "FORBIDDEN" } });
    gateway.emit("tick", {});
    await guest.settled();
    expect(guest.events()).toEqual([]);
    expect((await guest.frame({ type: "connected" })).payload).not.toHaveProperty("seq");
  });

  test("events of each gateway that the principal may see, of no other; also of one that comes later", async () => {
    const [first, second, foreign] = ["first", "second", "foreign"].map((id) => new StageGateway({}, id));
    if (!first || !second || !foreign) throw new Error("unreachable");
    await using hub = await TestHub.start({
      gateways: [first, foreign],
      directory: new SharedGateways([first, second]),
    });
    const client = hub.client();
    await client.req("health");
    const unfollow = hub.feeds.follow(second);
    for (const gateway of [first, second, foreign]) gateway.emit("tick", {});
    await client.settled();
    expect(client.events().map(({ gateway }) => gateway)).toEqual(["first", "second"]);
    unfollow();
    second.emit("tick", {});
    first.emit("tick", {});
    await client.frame({ gateway: "first", seq: 2 });
    expect(client.events()).toHaveLength(3);
  });

  test("a reply stands behind the events that happened before it and before those that came later", async () => {
    const gateway: StageGateway = new StageGateway({
      "chat.history": () => {
        gateway.emit("before", {});
        queueMicrotask(() => setImmediate(() => gateway.emit("after", {})));
        return { messages: [] };
      },
    });
    await using hub = await TestHub.start({ gateways: [gateway] });
    const client = hub.client();
    await client.req("chat.history");
    await client.frame({ event: "after" });
    expect(client.frames.map(({ type, event }) => event ?? type)).toEqual(["connected", "before", "res", "after"]);
  });

  test("A-13: events.scope narrows chatty events to the named sessions; a key without its agent is that of every agent", async () => {
    const gateway = new StageGateway();
    await using hub = await TestHub.start({ gateways: [gateway] });
    const client = hub.client();
    expect(await client.req("events.scope", { sessions: ["mine"] })).toMatchObject({ ok: true, payload: { ok: true } });
    gateway.emit("chat", delta("a", 1, { sessionKey: "other" }));
    gateway.emit("chat", delta("b", 1, { sessionKey: "mine" }));
    gateway.emit("chat", { runId: "r", sessionKey: "other", seq: 2, state: "final" });
    const ref = { runId: "r", sessionKey: "agent:main:mine", seq: 1 };
    gateway.emit("agent", { ...ref, stream: "thinking", data: { delta: "hm" } });
    gateway.emit("agent", { ...ref, sessionKey: "agent:main:other", stream: "thinking", data: { delta: "hm" } });
    gateway.emit("agent", { ...ref, sessionKey: "other", stream: "lifecycle", data: { phase: "start" } });
    await client.frame({ seq: 6 });
    expect(seqs(client)).toEqual([2, 3, 4, 6]);
  });

  test("an event that needs a scope is told to those who have it", async () => {
    const gateway = new StageGateway();
    await using hub = await TestHub.start({ gateways: [gateway] });
    const [admin, reader] = [hub.client(), hub.client({ token: "reader" })];
    await Promise.all([admin.req("hub.status"), reader.req("hub.status")]);
    gateway.emit("exec.approval.requested", { id: "a" });
    gateway.emit("plain", {});
    await Promise.all([admin.frame({ event: "plain" }), reader.frame({ event: "plain" })]);
    expect(seqs(admin)).toEqual([1, 2]);
    expect(seqs(reader)).toEqual([2]);
  });

  test("D-9: an event for an audience is told to those alone whom it admits at that moment, in every dialect", async () => {
    const members = new Set(["admin"]);
    const audience = { admits: ({ id }: PrincipalInfo) => members.has(id) };
    const listening: Dialect = {
      name: "listening",
      needsAuthentication: true,
      opensAt: "use",
      claims: (frame) => typeof frame === "object" && frame !== null && "listen" in frame,
      refuse: (_frame, error) => ({ refused: error.code }),
      open: (peer) => {
        peer.onEvent("embedded", ({ seq }) => peer.send({ type: "event", heard: seq }));
        return { handle: () => peer.send({ listening: true }), close() {} };
      },
    };
    const gateway = new StageGateway();
    await using hub = await TestHub.start({ gateways: [gateway], dialects: [listening] });
    const clients = [hub.client(), hub.client({ token: "reader" })] as const;
    const listeners = [hub.client(), hub.client({ token: "reader" })] as const;
    for (const client of clients) await client.req("hub.status");
    for (const client of listeners) {
      client.send({ listen: true });
      await client.frame({ listening: true });
    }
    const told = async () => {
      await Promise.all([...clients, ...listeners].map((client) => client.settled()));
      return [...clients.map(seqs), ...listeners.map((client) => client.events().map(({ heard }) => heard))];
    };
    gateway.emit("chat", delta("secret"), audience);
    gateway.emit("plain", {});
    expect(await told()).toEqual([[1, 2], [2], [1, 2], [2]]);
    members.delete("admin");
    members.add("reader");
    gateway.emit("chat", delta("secret"), audience);
    expect(await told()).toEqual([
      [1, 2],
      [2, 3],
      [1, 2],
      [2, 3],
    ]);
  });

  test("a connection is pushed events only in the dialects that it uses", async () => {
    const shout: EventCodec = { name: "shout", encode: ({ event }) => JSON.stringify({ shout: event }) };
    const dialect: Dialect = {
      name: "shouting",
      subprotocol: "shouting",
      needsAuthentication: true,
      opensAt: "use",
      claims: (frame) => typeof frame === "object" && frame !== null && "shout" in frame,
      refuse: (_frame, error) => ({ refused: error.code }),
      malformed: (text) => (text.includes("shout") ? { refused: "text" } : undefined),
      open: (peer) => {
        peer.push(shout);
        return { handle: () => peer.send({ heard: true }), close() {} };
      },
    };
    const gateway = new StageGateway();
    await using hub = await TestHub.start({
      gateways: [gateway],
      dialects: [dialect],
    });
    const native = hub.client();
    await native.req("health");
    const shouting = hub.client();
    shouting.send({ shout: 1 });
    await shouting.frame({ heard: true });
    const both = hub.client();
    both.send({ shout: 1 });
    await both.req("health");
    gateway.emit("tick", {});
    await both.frame({ shout: "tick" });
    await Promise.all([native.settled(), shouting.settled()]);
    expect(native.frames.filter(({ shout: said }) => said)).toEqual([]);
    expect(shouting.events()).toEqual([]);
    expect(both.events()).toHaveLength(1);
    both.send("{shout");
    expect(await both.frame({ refused: "text" })).toBeDefined();
  });

  test("a dialect that is asked for alone gets every frame, and the connection is not greeted", async () => {
    const echo: Dialect = {
      name: "echo",
      subprotocol: "echo-1",
      needsAuthentication: true,
      opensAt: "connect",
      claims: () => false,
      refuse: (frame, error) => ({ refused: error.code, frame }),
      malformed: () => ({ malformed: true }),
      open: (peer) => {
        peer.send({ hello: peer.principal().id, token: peer.url.searchParams.get("token") });
        return { handle: (frame) => peer.send({ echo: frame }), close() {} };
      },
    };
    await using hub = await TestHub.start({ dialects: [echo] });
    for (const client of [
      hub.client({ protocols: ["echo-1"] }),
      hub.client({ path: "/ws?dialect=echo&token=secret" }),
    ]) {
      client.send({ type: "ping" });
      client.send("no json");
      await client.frame({ malformed: true });
      expect(client.frames).toEqual([{ hello: "admin", token: null }, { echo: { type: "ping" } }, { malformed: true }]);
    }
    const stranger = hub.client({ protocols: ["echo-1"], token: null });
    stranger.send({ a: 1 });
    expect(await stranger.frame({ refused: "UNAUTHENTICATED" })).toEqual({
      refused: "UNAUTHENTICATED",
      frame: { a: 1 },
    });
  });
});

test("what a dialect hears of a gateway ends with its connection", async () => {
  const heard: string[] = [];
  const listening: Dialect = {
    name: "listening",
    needsAuthentication: true,
    opensAt: "connect",
    claims: () => false,
    refuse: () => undefined,
    open: (peer) => {
      peer.onEvent("embedded", ({ event }) => heard.push(event));
      return { handle() {}, close() {} };
    },
  };
  const gateway = new StageGateway();
  await using hub = await TestHub.start({ gateways: [gateway], dialects: [listening] });
  const client = hub.client();
  await client.frame({ type: "connected" });
  gateway.emit("tick", {});
  await client.close();
  await hub.connections.empty();
  gateway.emit("tock", {});
  expect(heard).toEqual(["tick"]);
});

test("frames are never deflated for one client alone", async () => {
  await using hub = await TestHub.start();
  const client = hub.client({ perMessageDeflate: true });
  await client.frame({ type: "connected" });
  expect(client.ws.extensions).toBe("");
});

describe("resuming", () => {
  async function interrupted(options: { maxBytes?: number } = {}) {
    const gateway = new StageGateway();
    const hub = await TestHub.start({ gateways: [gateway], log: { maxBytes: options.maxBytes } });
    const first = hub.client();
    await first.req("health");
    for (let n = 1; n <= 3; n += 1) gateway.emit("tick", { n });
    await first.frame({ seq: 3 });
    await first.close();
    for (let n = 4; n <= 50; n += 1) gateway.emit("tick", { n });
    return { hub, gateway };
  }

  test("RES-4: what was missed is told to those alone who may hear it now", async () => {
    const members = new Set(["reader"]);
    const audience = { admits: ({ id }: PrincipalInfo) => members.has(id) };
    const gateway = new StageGateway();
    await using hub = await TestHub.start({ gateways: [gateway] });
    gateway.emit("first", {});
    gateway.emit("secret", {}, audience);
    gateway.emit("last", {});
    const resumed = async () => {
      const client = hub.client({ token: "reader" });
      client.send({ type: "resume", gateway: "embedded", epoch: "epoch", seq: 0 });
      const { payload } = await client.frame({ type: "resumed" });
      await client.settled();
      return [payload, client.events().map(({ event }) => event)];
    };
    expect(await resumed()).toEqual([{ gateway: "embedded", replayed: 3 }, ["first", "secret", "last"]]);
    members.clear();
    expect(await resumed()).toEqual([{ gateway: "embedded", replayed: 2 }, ["first", "last"]]);
  });

  test("RES-2: the missed events follow `resumed` in order, then live ones: none lost, none twice", async () => {
    const { hub, gateway } = await interrupted();
    await using _hub = hub;
    const client = hub.client();
    client.send({ type: "resume", gateway: "embedded", epoch: "epoch", seq: 3 });
    client.send({ type: "req", id: "1", method: "health" });
    expect(await client.frame({ type: "resumed" })).toEqual({
      type: "resumed",
      payload: { gateway: "embedded", replayed: 47 },
    });
    gateway.emit("tick", { n: 51 });
    await client.frame({ seq: 51 });
    await client.settled();
    expect(seqs(client)).toEqual(Array.from({ length: 48 }, (_, index) => index + 4));
    expect(client.events().map(({ payload }) => payload)).toEqual(seqs(client).map((n) => ({ n })));
    const types = client.frames.map(({ type }) => type);
    expect(types.indexOf("resumed")).toBeLessThan(types.indexOf("event"));
  });

  test("RES-2: nothing missed is nothing replayed", async () => {
    const { hub } = await interrupted();
    await using _hub = hub;
    const client = hub.client();
    client.send({ type: "resume", gateway: "embedded", epoch: "epoch", seq: 50 });
    expect(await client.frame({ type: "resumed" })).toMatchObject({ payload: { replayed: 0 } });
  });

  test("RES-2: ten thousand missed events arrive complete and in order, deltas each by itself", async () => {
    const { hub, gateway } = await interrupted();
    await using _hub = hub;
    for (let n = 51; n <= 10_050; n += 1) gateway.emit("chat", delta(`${n} `, n));
    const client = hub.client();
    client.send({ type: "resume", gateway: "embedded", epoch: "epoch", seq: 50 });
    await client.frame({ seq: 10_050 });
    expect(seqs(client)).toEqual(Array.from({ length: 10_000 }, (_, index) => index + 51));
  });

  test.each([
    ["another epoch", { epoch: "older", seq: 3 }, "epoch"],
    ["a seq that has not happened", { epoch: "epoch", seq: 51 }, "epoch"],
    ["an evicted position", { epoch: "epoch", seq: 3 }, "evicted"],
  ])("RES-3: %s cannot be resumed, and the connection goes on live", async (_case, position, reason) => {
    const { hub, gateway } = await interrupted({ maxBytes: 5_000 });
    await using _hub = hub;
    const client = hub.client();
    client.send({ type: "resume", gateway: "embedded", ...position });
    expect(await client.frame({ type: "resume_failed" })).toEqual({
      type: "resume_failed",
      payload: { gateway: "embedded", reason },
    });
    gateway.emit("tick", {});
    await client.frame({ seq: 51 });
    expect(seqs(client)).toEqual([51]);
  });

  test("RES-4: the right to the gateway is checked again", async () => {
    const { hub } = await interrupted();
    await using _hub = hub;
    const guest = hub.client({ token: "guest" });
    guest.send({ type: "resume", gateway: "embedded", epoch: "epoch", seq: 3 });
    expect(await guest.frame({ type: "resume_failed" })).toBeDefined();
    await guest.settled();
    expect(guest.events()).toEqual([]);
    const stranger = hub.client({ token: null });
    stranger.send({ type: "resume", gateway: "embedded", epoch: "epoch", seq: 3 });
    expect(await stranger.frame({ type: "error" })).toMatchObject({ code: "UNAUTHENTICATED" });
  });

  test("RES-4: a run goes on when its browser is gone, and its end can be resumed to", async () => {
    const signals: AbortSignal[] = [];
    const gateway: StageGateway = new StageGateway({
      "chat.send": (_params, { signal }) => {
        if (signal) signals.push(signal);
        return { runId: "run-1", status: "started" };
      },
    });
    await using hub = await TestHub.start({ gateways: [gateway] });
    const first = hub.client();
    await first.req("chat.send", {});
    await first.close();
    gateway.emit("chat", { ...delta("", 2), state: "final" });
    const second = hub.client();
    second.send({ type: "resume", gateway: "embedded", epoch: "epoch", seq: 0 });
    expect(await second.frame({ event: "chat" })).toMatchObject({ payload: { state: "final" } });
    expect(
      signals.map(({ aborted }) => aborted),
      "an answered call is not aborted",
    ).toEqual([false]);
  });
});

describe("slow readers", () => {
  test("CON-7: one that does not read is closed with 1013, and the others get theirs", async () => {
    const gateway = new StageGateway();
    await using hub = await TestHub.start({
      gateways: [gateway],
      limits: { outbox: { softBytes: 65_536, hardBytes: 1_000_000, stallMs: 200 } },
    });
    const [slow, quick] = [hub.client(), hub.client()];
    await Promise.all([slow.req("health"), quick.req("health")]);
    slow.ws.pause();
    const text = "x".repeat(50_000);
    for (let n = 1; n <= 400; n += 1) {
      gateway.emit("log_entry", { n, text });
      if (n % 20 === 0) await quick.frame({ seq: n });
    }
    expect(seqs(quick)).toHaveLength(400);
    await expect.poll(() => hub.connections.counters.slowConsumers).toBe(1);
    slow.ws.resume();
    expect(await slow.closed).toEqual({ code: 1013, reason: "slow consumer" });
  });

  test("one that is ended in the middle of a write leaves nothing behind", async () => {
    const gateway = new StageGateway();
    await using hub = await TestHub.start({ gateways: [gateway] });
    const client = hub.client();
    await client.req("health");
    client.ws.pause();
    for (let n = 1; n <= 200; n += 1) gateway.emit("log_entry", { n, text: "x".repeat(50_000) });
    client.ws.terminate();
    await expect.poll(() => hub.connections.size).toBe(0);
    expect(hub.feeds.get("embedded")?.readers.size).toBe(0);
  });
});

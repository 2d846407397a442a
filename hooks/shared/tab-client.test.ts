import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { PassedFrame } from "@/server/protocol/observation.ts";
import type { GatewayReset } from "@/server/protocol/positions.ts";
import { SharedBench } from "../testing/shared-bench.ts";
import { WELCOME_MS } from "./worker-line.ts";

let bench: SharedBench;
beforeEach(() => {
  bench = new SharedBench();
});
afterEach(() => bench.close());

type Tab = ReturnType<SharedBench["tab"]>;

/** Opens tabs that share a greeted connection. */
async function readyTabs(count: number): Promise<Tab[]> {
  const tabs = Array.from({ length: count }, () => bench.tab());
  for (const { client } of tabs) client.connect();
  await expect.poll(() => bench.shared.length).toBe(1);
  bench.worker.socket().greet();
  for (const { client } of tabs) await expect.poll(() => client.getState().state).toBe("ready");
  return tabs;
}

/** What a tab hears, in order. */
function heardBy({ client }: Tab): string[] {
  const heard: string[] = [];
  client.onEvent(({ seq }) => heard.push(`event ${seq}`));
  client.onReset(({ gateway, reason }) => heard.push(`reset ${gateway} ${reason}`));
  client.onState(({ state }) => heard.push(state));
  return heard;
}

function answer(id: string | undefined, payload: unknown): void {
  bench.worker.socket().receive({ type: "res", id: id ?? "", ok: true, payload });
}

/** The worker's requests, once there are so many. */
async function requests(count: number) {
  await expect.poll(() => bench.worker.socket().requests).toHaveLength(count);
  return bench.worker.socket().requests;
}

describe("two tabs", () => {
  test("have one socket, and hear the same", async () => {
    const [one, two] = await readyTabs(2);
    if (!one || !two) return;
    expect(one.client.defaultGateway).toBe("embedded");
    expect(one.client.getState()).toEqual(two.client.getState());
    const heard = [heardBy(one), heardBy(two)];
    bench.worker.socket().event(1);
    bench.worker.socket().event(2);
    for (const each of heard) await expect.poll(() => each).toEqual(["event 1", "event 2"]);
    expect(bench.worker.sockets).toHaveLength(1);
  });

  test("a tab that comes later finds the connection as it is", async () => {
    await readyTabs(1);
    const { client } = bench.tab();
    client.connect();
    await expect.poll(() => client.getState().state).toBe("ready");
    expect(bench.worker.sockets).toHaveLength(1);
  });

  test("A-5: the same id in both, and each has its own answer", async () => {
    const [one, two] = await readyTabs(2);
    const asked = [one?.client.request("status"), two?.client.request("health")];
    const sent = await requests(2);
    for (const { id, method } of sent.toReversed()) answer(id, `of ${method}`);
    expect(await Promise.all(asked)).toEqual(["of status", "of health"]);
  });

  test("one vanishes with requests pending: the other has its answer, and nobody else's", async () => {
    const [one, two] = await readyTabs(2);
    const lost = one?.client.request("status");
    lost?.catch(() => {});
    const kept = two?.client.request("health");
    const sent = await requests(2);
    one?.vanish();
    for (const { id, method } of sent) answer(id, `of ${method}`);
    expect(await kept).toBe("of health");
    expect(bench.worker.socket().closedWith).toBeUndefined();
    two?.client.close();
    await expect.poll(() => bench.worker.socket().closedWith).toBe(1000);
  });

  test("the last one leaves and another comes: a connection of its own, that resumes nothing", async () => {
    const [one] = await readyTabs(1);
    one?.vanish();
    await expect.poll(() => bench.worker.socket().closedWith).toBe(1000);
    bench.tab().client.connect();
    await expect.poll(() => bench.shared.length).toBe(2);
    bench.worker.socket().greet();
    expect(bench.worker.socket().sent).toEqual([]);
  });

  test("an outage and a reset in the middle reach both, in order", async () => {
    const tabs = await readyTabs(2);
    const heard = tabs.map(heardBy);
    bench.worker.socket().event(1);
    bench.worker.socket().end(1012);
    bench.worker.clock.pass(1_000);
    bench.worker.socket().greet({ seq: 9 });
    bench.worker.socket().receive({ type: "resume_failed", payload: { gateway: "embedded", reason: "evicted" } });
    bench.worker.socket().event(10);
    const told = ["event 1", "waiting", "connecting", "greeting", "ready", "reset embedded evicted", "event 10"];
    for (const each of heard) await expect.poll(() => each).toEqual(told);
  });

  test("a tab's network signals reach the socket, the same of all tabs once", async () => {
    const tabs = await readyTabs(2);
    bench.worker.socket().end(1012);
    const heard = tabs.map(heardBy);
    for (const { signal } of tabs) signal("online");
    await expect.poll(() => heard[0]).toEqual(["waiting", "connecting"]);
    expect(bench.worker.sockets).toHaveLength(2);
  });
});

test("A-13: the socket has what any tab wants, each tab what it wants itself, and a tab that went wants nothing", async () => {
  const [one, two] = await readyTabs(2);
  if (!one || !two) return;
  const scopes = () =>
    bench.worker
      .socket()
      .sent.filter(({ method }) => method === "events.scope")
      .map(({ params }) => (params as { sessions: string[] }).sessions);
  one.client.setScope(new Set());
  two.client.setScope(new Set(["main"]));
  await expect.poll(() => scopes().at(-1)).toEqual(["main"]);
  const heard = [heardBy(one), heardBy(two)];
  const delta = { runId: "r", sessionKey: "agent:main:main", state: "delta", deltaText: "x" };
  bench.worker.socket().event(1, { event: "chat", payload: delta });
  bench.worker.socket().event(2, { event: "chat", payload: { ...delta, state: "final" } });
  await expect.poll(() => heard).toEqual([["event 2"], ["event 1", "event 2"]]);
  two.vanish();
  await expect.poll(() => scopes().at(-1)).toEqual([]);
});

describe("a request", () => {
  test("is answered before what happened after its answer is heard", async () => {
    const [one] = await readyTabs(1);
    const order: string[] = [];
    one?.client.onEvent(({ seq }) => order.push(`event ${seq}`));
    one?.client.request("status").then(async () => order.push("answer"));
    const [sent] = await requests(1);
    bench.worker.socket().event(1);
    answer(sent?.id, {});
    // A socket's messages are tasks of their own.
    await new Promise(setImmediate);
    bench.worker.socket().event(2);
    await expect.poll(() => order).toEqual(["event 1", "answer", "event 2"]);
  });

  test("that is withdrawn rejects at once, and frees the worker of it", async () => {
    const [one] = await readyTabs(1);
    const withdrawal = new AbortController();
    const asked = one?.client.request("status", {}, { signal: withdrawal.signal });
    await requests(1);
    withdrawal.abort();
    await expect(asked).rejects.toMatchObject({ code: "ABORTED" });
  });

  test("is refused with the server's code, and with INVALID_REQUEST when no message can carry it", async () => {
    const [one] = await readyTabs(1);
    const asked = one?.client.request("status");
    const [sent] = await requests(1);
    const error = { code: "CONFLICT", message: "changed", details: { at: 1 } };
    bench.worker.socket().receive({ type: "res", id: sent?.id ?? "", ok: false, error });
    await expect(asked).rejects.toMatchObject(error);
    const odd = one?.client.request("x.y", { call: () => {} });
    await expect(odd).rejects.toMatchObject({ code: "INVALID_REQUEST" });
  });

  test("after close() is refused, and connect() begins anew", async () => {
    const [one] = await readyTabs(1);
    const pending = one?.client.request("status");
    one?.client.close();
    await expect(pending).rejects.toMatchObject({ code: "UNAVAILABLE" });
    await expect(one?.client.request("status")).rejects.toMatchObject({ code: "UNAVAILABLE" });
    one?.client.connect();
    await expect.poll(() => bench.shared.length).toBe(2);
  });
});

describe("without the worker", () => {
  test("one that dies is replaced by a socket of the tab's own: only what is safe is asked again, all is read again", async () => {
    const [one] = await readyTabs(1);
    if (!one) return;
    bench.worker.socket().event(1, { gateway: "attic" });
    const read = one.client.request("status");
    const change = one.client.request("agents.create", { name: "x" } as never);
    await requests(2);
    const resets: GatewayReset[] = [];
    one.client.onReset((reset) => resets.push(reset));
    bench.killWorker();
    await expect(change).rejects.toMatchObject({ code: "GATEWAY_LOST" });
    const [own] = one.own;
    own?.socket().greet();
    expect(resets).toEqual([
      { gateway: "embedded", reason: "unknown" },
      { gateway: "attic", reason: "unknown" },
    ]);
    const [again] = own?.socket().requests ?? [];
    expect(own?.socket().requests).toHaveLength(1);
    own?.socket().receive({ type: "res", id: again?.id ?? "", ok: true, payload: "well" });
    expect(await read).toBe("well");
    const heard = heardBy(one);
    own?.socket().event(1);
    expect(heard).toEqual(["event 1"]);
  });

  test.each(["silent", "broken"] as const)(
    "one that is %s delays, and what was asked is asked once",
    async (worker) => {
      const { client, own } = bench.tab(worker);
      const heard: string[] = [];
      client.onReset(({ gateway }) => heard.push(gateway));
      const change = client.request("agents.create", { name: "x" } as never);
      client.connect();
      expect(client.getState().state).toBe("connecting");
      if (worker === "silent") bench.clock.pass(WELCOME_MS);
      await expect.poll(() => own.length).toBe(1);
      own[0]?.socket().greet();
      const [sent] = own[0]?.socket().requests ?? [];
      own[0]?.socket().receive({ type: "res", id: sent?.id ?? "", ok: true, payload: "made" });
      expect(await change).toBe("made");
      expect(heard).toEqual([]);
      client.close();
      expect(own[0]?.socket().closedWith).toBe(1000);
    },
  );

  test("where people sign in elsewhere a tab brings its own token, on its own socket", async () => {
    const { client, own } = bench.tab();
    client.connect();
    await expect.poll(() => bench.shared.length).toBe(1);
    bench.worker.socket().greet({ identity: { provider: "clerk", publishableKey: "pk" } });
    await expect.poll(() => own.length).toBe(1);
    own[0]?.socket().greet();
    expect(client.getState().state).toBe("ready");
  });
});

test("frames are shown to the tab that looks at them, for as long as it does", async () => {
  const [one, two] = await readyTabs(2);
  const frames: PassedFrame[] = [];
  const stop = one?.client.observation.onFrame((frame) => frames.push(frame));
  two?.client.request("status").catch(() => {});
  await requests(1);
  await expect.poll(() => frames).toMatchObject([{ direction: "out" }]);
  stop?.();
  const heard = one && heardBy(one);
  // The worker hears that nobody looks before it hears the question.
  one?.client.request("health").catch(() => {});
  await requests(2);
  bench.worker.socket().event(1);
  await expect.poll(() => heard).toEqual(["event 1"]);
  expect(frames).toHaveLength(1);
});

test("a fault of the server that answers nobody is reported", async () => {
  await readyTabs(1);
  bench.worker.socket().receive({
    type: "error",
    code: "INVALID_REQUEST",
    message: "what?",
    payload: { message: "what?" },
    data: { message: "what?" },
  });
  await expect.poll(() => bench.faults).toMatchObject([{ code: "INVALID_REQUEST" }]);
});

import { describe, expect, test } from "vitest";
import type { GatewayReset } from "./positions.ts";
import { clientBench } from "./testing/client-bench.ts";

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

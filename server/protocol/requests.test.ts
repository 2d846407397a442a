import { expect, test } from "vitest";
import { MAX_FRAME_BYTES, MAX_PENDING, Requests } from "./requests.ts";
import { ManualClock } from "./testing/manual-clock.ts";

function bench() {
  const clock = new ManualClock();
  let last = 0;
  const requests = new Requests({
    clock,
    newId: () => {
      last += 1;
      return `r${last}`;
    },
  });
  const ask = (method: string, more: { resend?: "always" | "never"; signal?: AbortSignal; params?: unknown } = {}) =>
    requests.add({
      method,
      params: {},
      gateway: undefined,
      signal: undefined,
      timeoutMs: 30_000,
      resend: "always",
      ...more,
    });
  const ids = () => requests.takeUnsent().map((text) => JSON.parse(text).id);
  return { clock, requests, ask, ids };
}

test("an answer settles the request with its id, once, and a late one is ignored", async () => {
  const { requests, ask, clock } = bench();
  const asked = ask("health");
  requests.answer({ type: "res", id: "r1", ok: true, payload: 1 });
  requests.answer({ type: "res", id: "r1", ok: true, payload: 2 });
  requests.answer({ type: "res", id: "nobody's", ok: true, payload: 3 });
  expect(await asked).toBe(1);
  expect(requests.size).toBe(0);
  expect(clock.waiting).toBe(0);
});

test("an error keeps the code of the gateway that sent it", async () => {
  const { requests, ask } = bench();
  const asked = ask("x");
  requests.answer({
    type: "res",
    id: "r1",
    ok: false,
    error: { code: "PAIRING", message: "pair first", retryable: true },
  });
  await expect(asked).rejects.toMatchObject({ code: "PAIRING", message: "pair first", retryable: true });
});

test("A-7: no answer within the deadline is a TIMEOUT that names the method", async () => {
  const { ask, clock, requests } = bench();
  const asked = ask("slow.method");
  clock.pass(29_999);
  expect(requests.size).toBe(1);
  clock.pass(1);
  await expect(asked).rejects.toMatchObject({
    code: "TIMEOUT",
    message: expect.stringContaining("RPC timeout: slow.method"),
  });
});

test("a withdrawn request rejects with ABORTED, before and after it was sent", async () => {
  const { ask, ids, requests } = bench();
  await expect(ask("x", { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "ABORTED" });
  const controller = new AbortController();
  const asked = ask("x", { signal: controller.signal });
  ids();
  controller.abort();
  await expect(asked).rejects.toMatchObject({ code: "ABORTED" });
  expect(requests.size).toBe(0);
});

test("frames are handed out once, in the order of asking", () => {
  const { ask, ids } = bench();
  ask("a");
  ask("b");
  expect(ids()).toEqual(["r1", "r2"]);
  ask("c");
  expect(ids()).toEqual(["r3"]);
});

test("A-6: a loss hands out again what may be sent twice, and fails the rest of what was sent", async () => {
  const { ask, ids, requests } = bench();
  const read = ask("sessions.list");
  const write = ask("sessions.delete", { resend: "never" });
  ids();
  const unsent = ask("sessions.patch", { resend: "never" });
  requests.lose();
  await expect(write).rejects.toMatchObject({
    code: "GATEWAY_LOST",
    message: expect.stringContaining("Delivery unconfirmed"),
  });
  expect(ids()).toEqual(["r1", "r3"]);
  requests.answer({ type: "res", id: "r1", ok: true, payload: "read" });
  requests.answer({ type: "res", id: "r3", ok: true, payload: "written" });
  expect(await Promise.all([read, unsent])).toEqual(["read", "written"]);
});

test(`at most ${MAX_PENDING} wait`, async () => {
  const { ask, requests } = bench();
  const asked = Array.from({ length: MAX_PENDING }, () => ask("x"));
  await expect(ask("one too many")).rejects.toMatchObject({ code: "RATE_LIMITED" });
  requests.answer({ type: "res", id: "r1", ok: true, payload: null });
  await asked[0];
  ask("fits again");
  expect(requests.size).toBe(MAX_PENDING);
});

test("CON-5: what is too long for a frame is refused here, as it would end the connection", async () => {
  const { ask, requests } = bench();
  ask("fits", { params: "x".repeat(MAX_FRAME_BYTES - 200) });
  await expect(ask("long", { params: "x".repeat(MAX_FRAME_BYTES) })).rejects.toMatchObject({ code: "INVALID_REQUEST" });
  await expect(ask("wide", { params: "ä".repeat(MAX_FRAME_BYTES / 2) })).rejects.toMatchObject({
    code: "INVALID_REQUEST",
  });
  expect(requests.size).toBe(1);
});

import { expect, test } from "vitest";
import { ManualClock } from "@/server/protocol/testing/manual-clock.ts";
import { MAX_AHEAD, Mailbox } from "./mailbox.ts";
import type { Batch, Told } from "./messages.ts";

function mailbox() {
  const clock = new ManualClock();
  const batches: Batch[] = [];
  return { clock, batches, box: new Mailbox((batch) => batches.push(batch), clock) };
}

function event(seq: number, gateway = "embedded"): Told {
  return { type: "event", event: { type: "event", event: "tick", payload: {}, gateway, epoch: "e", seq } };
}

const ANSWER: Told = { type: "answer", id: 1, ok: true, payload: {} };

function state(name: "idle" | "greeting"): Told {
  const state = name === "idle" ? { state: name } : { state: name, attempt: 0, since: 0 };
  return { type: "state", state, identity: undefined, defaultGateway: undefined };
}

test("what comes after a pause goes at once, what comes thick and fast by the batch, an answer with all before it", async () => {
  const { box, batches, clock } = mailbox();
  box.tell(event(1));
  await Promise.resolve();
  expect(batches).toEqual([[event(1)]]);
  for (let seq = 2; seq <= 100; seq += 1) box.tell(event(seq));
  await Promise.resolve();
  expect(batches).toHaveLength(1);
  clock.pass(8);
  expect(batches[1]).toHaveLength(99);
  box.tell(event(101));
  box.tell(ANSWER);
  expect(batches[2]).toEqual([event(101), ANSWER]);
  box.tell(event(102));
  clock.pass(8);
  expect(batches[3]).toEqual([event(102)]);
});

test("a tab that does not read is told no more than the bound, and afterwards what to read again", async () => {
  const { box, batches, clock } = mailbox();
  const told = () => batches.flat();
  for (let seq = 1; seq <= 3 * MAX_AHEAD; seq += 1) box.tell(event(seq));
  box.tell(event(1, "attic"));
  box.tell(state("greeting"));
  box.tell(state("idle"));
  await Promise.resolve();
  expect(told()).toHaveLength(MAX_AHEAD);
  box.tell(ANSWER);
  expect(told().at(-1)).toEqual(ANSWER);

  box.taken(MAX_AHEAD + 1);
  await Promise.resolve();
  clock.pass(1_000);
  expect(told().slice(MAX_AHEAD + 1)).toEqual([
    state("idle"),
    { type: "reset", reset: { gateway: "embedded", reason: "evicted" } },
    { type: "reset", reset: { gateway: "attic", reason: "evicted" } },
  ]);
  box.tell(event(99_999));
  await Promise.resolve();
  expect(told().at(-1)).toEqual(event(99_999));
});

test("nothing is posted after close()", () => {
  const { box, batches, clock } = mailbox();
  box.tell(event(1));
  box.close();
  box.close();
  box.tell(ANSWER);
  clock.pass(1_000);
  expect(batches).toEqual([]);
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { type Conversation, World, wordsOf } from "./world.ts";

/** `npm run test:chaos` has 500. */
const RUNS = Number(process.env.CHAOS_RUNS ?? 6);
const SEED = Number(process.env.CHAOS_SEED ?? Date.now() % 1_000_000);
/** Conversations that go on at once, under the same cuts. */
const AT_ONCE = 3;
const SENDS = 2;
const CUTS = 3;
/** How long each step may take once the wire is whole again. */
const PATIENCE_MS = 60_000;
const MESSAGES = ["stream 60 every 5 ms", "think then all is well", "call gateway_status {}", "stream 200 every 2 ms"];

let world: World;

beforeAll(async () => {
  world = await World.open();
}, 120_000);

afterAll(() => world?.[Symbol.asyncDispose]());

test(`${RUNS} runs with the wire cut on both legs and the server killed in half of them, seed ${SEED}: none differs from the gateway's own transcript`, {
  timeout: 60_000 + RUNS * 30_000,
}, async () => {
  const failures: string[] = [];
  for (let run = 0; run < RUNS; run += AT_ONCE) {
    const random = randomOf(SEED + run);
    const kills = (run / AT_ONCE) % 2 === 1;
    const keys = Array.from(
      { length: Math.min(AT_ONCE, RUNS - run) },
      (_none, at) => `agent:main:chaos-${SEED}-${run + at}`,
    );
    const conversations = keys.map((key) => world.open(key));
    const talks = conversations.map((conversation) => talk(conversation, random));
    await disturb(random, kills);
    const ended = await Promise.allSettled(talks.map((talking, at) => settle(talking, conversations[at])));
    failures.push(...ended.flatMap((one) => (one.status === "rejected" ? [`run ${run}: ${one.reason}`] : [])));
    for (const conversation of conversations) conversation.close();
  }
  process.stdout.write(`chaos: ${RUNS} runs, seed ${SEED}, ${failures.length} failures\n`);
  expect(failures).toEqual([]);
});

/** Sends some messages, one after another; resolves what was sent. */
async function talk(conversation: Conversation, random: () => number): Promise<string[]> {
  const said = Array.from({ length: SENDS }, () => MESSAGES[Math.floor(random() * MESSAGES.length)] ?? "thanks");
  for (const text of said) await conversation.send(text);
  return said;
}

async function disturb(random: () => number, kills: boolean): Promise<void> {
  for (let cut = 0; cut < CUTS; cut += 1) {
    await new Promise((resolve) => setTimeout(resolve, random() * 300));
    if (random() < 0.5) world.cutNear();
    else world.cutFar();
  }
  if (kills) await world.killServer();
}

/** Each message stands at the gateway once, and the panel comes to show what the gateway has. */
async function settle(talking: Promise<string[]>, conversation: Conversation | undefined): Promise<void> {
  if (!conversation) return;
  const said = await inTime(talking, () => `not everything was delivered: ${conversation.undelivered}`);
  const truth = await inTime(world.truth(conversation.sessionKey), () => "the gateway's run does not end");
  const words = wordsOf(truth);
  expect(words.filter((line) => line.startsWith("user: "))).toEqual(said.map((text) => `user: ${text}`));
  await inTime(conversation.shows(words), () => `the panel shows ${conversation.words}\ninstead of ${words}`);
}

/** Fails with what is wrong when it takes too long. */
async function inTime<Result>(work: Promise<Result>, wrong: () => string): Promise<Result> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(wrong())), PATIENCE_MS);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** The same numbers in [0, 1) for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

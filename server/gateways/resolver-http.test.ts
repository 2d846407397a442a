import { expect, test } from "vitest";
import { ManualClock } from "../protocol/testing/manual-clock.ts";
import type { Provision } from "./resolver.ts";
import { HttpResolver } from "./resolver-http.ts";

function bench(answers: (Response | Error)[]) {
  const clock = new ManualClock();
  const asked: { url: string; authorization: string | null }[] = [];
  const resolver = new HttpResolver({
    url: "https://provisioner.example/gateways?zone=eu",
    token: "a-token-of-the-tests",
    after: (ms, task) => clock.after(ms, task),
    fetch: async (url, init) => {
      asked.push({ url: String(url), authorization: new Headers(init?.headers).get("authorization") });
      const next = answers.shift() ?? new Response("{}", { status: 500 });
      if (next instanceof Error) throw next;
      return next;
    },
  });
  const heard: Provision[] = [];
  return { resolver, clock, asked, heard, hear: (provision: Provision) => void heard.push(provision) };
}

const json = (value: unknown) => new Response(JSON.stringify(value));
const READY = { state: "ready", url: "wss://anna.example/", token: "secret" } as const;

test("it asks with its token, again and more seldom while the gateway starts, and tells each change once", async () => {
  const starting = { state: "starting", stage: "Booting" };
  const b = bench([json(starting), json(starting), json({ ...starting, reason: "disk" }), json(READY)]);
  b.resolver.watch("user anna&x", b.hear);
  await settled();
  expect(b.asked).toEqual([
    {
      url: "https://provisioner.example/gateways?zone=eu&user=user+anna%26x",
      authorization: "Bearer a-token-of-the-tests",
    },
  ]);
  for (const ms of [1_000, 2_000, 4_000]) {
    b.clock.pass(ms - 1);
    const before = b.asked.length;
    b.clock.pass(1);
    await settled();
    expect(b.asked).toHaveLength(before + 1);
  }
  expect(b.heard).toEqual([starting, { ...starting, reason: "disk" }, READY]);
});

test("one question a person, whoever asks; nobody left, nobody is asked for", async () => {
  const b = bench([json(READY), json(READY)]);
  const ends = [b.resolver.watch("anna", b.hear), b.resolver.watch("anna", b.hear)];
  await settled();
  expect(b.asked).toHaveLength(1);
  expect(b.heard).toEqual([READY, READY]);
  for (const end of [...ends, ...ends]) end();
  expect(b.resolver.size).toBe(0);
  b.clock.pass(120_000);
  await settled();
  expect(b.asked).toHaveLength(1);
});

test("a fault takes no gateway away that was there, and names no address", async () => {
  const b = bench([json(READY), new TypeError("connect ECONNREFUSED 10.0.0.7:443"), new Response("", { status: 404 })]);
  b.resolver.watch("anna", b.hear);
  await settled();
  b.clock.pass(30_000);
  await settled();
  expect(b.heard).toEqual([READY]);
  b.clock.pass(1_000_000);
  await settled();
  expect(b.heard.at(-1)).toEqual({ state: "none" });
});

test.each([
  ["an error", new Response("secret words", { status: 503 }), /answered 503/],
  ["no answer", new TypeError("connect ECONNREFUSED 10.0.0.7:443"), /cannot be reached/],
  ["what is no answer", json({ state: "ready", url: "file:///etc/passwd" }), /says nothing of a gateway/],
  ["too much", json({ state: "none", message: "x".repeat(70_000) }), /too long/],
])("%s is said in words of our own", async (_what, answer, words) => {
  const b = bench([answer]);
  b.resolver.watch("anna", b.hear);
  await settled();
  expect(b.heard).toMatchObject([{ state: "failed", reason: expect.stringMatching(words) }]);
  expect(JSON.stringify(b.heard)).not.toMatch(/10\.0\.0|secret words/);
});

async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

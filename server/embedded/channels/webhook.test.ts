import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { ChannelsStatusResultSchema } from "@openclaw/gateway-protocol";
import { Webhook } from "standardwebhooks";
import { Compile } from "typebox/compile";
import { expect, onTestFinished, test } from "vitest";
import { Announcer } from "../event-bus.ts";
import { MemorySecrets } from "../secrets.ts";
import { openTestGateway } from "../testing/gateway.ts";
import { MAX_ACCOUNTS, MAX_ANSWERS, RETRIES, WebhookChannel } from "./webhook.ts";

test("a message is answered by the agent that its binding names, and the answer is posted, signed", async () => {
  const receiver = await startReceiver();
  const t = await openTestGateway();
  await t.call("agents.create", { name: "Ada" });
  await t.call("bindings.set", { agentId: "ada", matchKey: "channel", matchValue: "webhook" });
  const added = await t.call("channels.add", { channel: "webhook", accountId: "shop", callbackUrl: receiver.url });
  expect(added).toMatchObject({ path: "/channels/webhook/shop", secret: expect.stringMatching(/^whsec_/) });
  const message = { id: "m1", peer: "ann", text: "hello" };
  const { runId } = await t.gateway.webhooks.receive("shop", message);
  const { headers, body } = await receiver.next();
  const said = JSON.parse(body);
  expect(said).toMatchObject({ type: "message", account: "shop", runId, state: "final" });
  expect(said.sessionKey).toMatch(/^agent:ada:/);
  expect(said.text).not.toBe("");
  expect(() => new Webhook(added.secret).verify(body, headers)).not.toThrow();
  expect(await t.gateway.webhooks.receive("shop", message)).toEqual({ runId, status: "ok" });

  const status = await t.call("channels.status", { probe: true });
  expect(JSON.parse((await receiver.next()).body)).toEqual({ type: "probe", account: "shop" });
  expect(Compile(ChannelsStatusResultSchema).Check(status)).toBe(true);
  expect(status.channelAccounts.webhook).toMatchObject([
    { accountId: "shop", running: true, lastInboundAt: expect.any(Number), probe: { ok: true } },
  ]);
  expect(JSON.stringify(status)).not.toContain(added.secret);
});

test("accounts are kept, stopped and removed with their secrets; what cannot be is refused", async () => {
  const secrets = new MemorySecrets();
  const t = await openTestGateway({ secrets });
  const shop = { channel: "webhook", accountId: "shop" } as const;
  const { secret } = await t.call("channels.add", shop);
  await expect(t.call("channels.add", shop)).rejects.toMatchObject({ code: "CONFLICT" });
  const withPassword = { ...shop, accountId: "other", callbackUrl: "https://me:secret@example.com" };
  await expect(t.call("channels.add", withPassword)).rejects.toMatchObject({ code: "INVALID_REQUEST" });
  await expect(t.call("channels.stop", { channel: "webchat" })).rejects.toMatchObject({ code: "INVALID_REQUEST" });
  await t.close();

  const again = await openTestGateway({ store: t.store, home: t.home, secrets });
  expect(again.gateway.webhooks.secretOf("shop")).toBe(secret);
  expect(await again.call("channels.stop", { channel: "webhook" })).toMatchObject({ accountId: "shop", stopped: true });
  expect(() => again.gateway.webhooks.secretOf("shop")).toThrow("No webhook account");
  await again.call("channels.start", shop);
  await again.call("channels.remove", shop);
  expect(secrets.size).toBe(0);
  expect((await again.call("channels.status", {})).channelAccounts.webhook).toEqual([]);
});

test("an answer that is not taken is tried again as often as is set, with the same id, and the failure is shown", async () => {
  const receiver = await startReceiver(503);
  const { channel, events, waited } = await openChannel();
  await channel.add({ accountId: "shop", callbackUrl: receiver.url });
  const { runId } = await channel.receive("shop", { id: "m", text: "hello" });
  events.say({ event: "chat", payload: { runId, sessionKey: "s", seq: 1, state: "final" } });
  const tries = [];
  for (let count = 0; count <= RETRIES.length; count += 1) tries.push(await receiver.next());
  expect(new Set(tries.map(({ headers }) => headers["webhook-id"]))).toEqual(new Set([runId]));
  await channel.close();
  expect(waited).toEqual(RETRIES);
  expect(channel.accounts()).toMatchObject([{ lastError: "It answers 503." }]);
});

test("accounts and answers that are waited for are bounded", async () => {
  const { channel } = await openChannel();
  for (let count = 0; count < MAX_ACCOUNTS; count += 1)
    await channel.add({ accountId: `a${count}`, callbackUrl: "http://127.0.0.1:9/" });
  await expect(channel.add({ accountId: "more" })).rejects.toMatchObject({ code: "RATE_LIMITED" });
  for (let id = 0; id < MAX_ANSWERS; id += 1) await channel.receive("a0", { id: String(id), text: "x" });
  await expect(channel.receive("a0", { id: "more", text: "x" })).rejects.toMatchObject({ code: "RATE_LIMITED" });
});

/** A channel whose runs never end by themselves and whose pauses take no time. */
test("a secret is not left behind by an account that could not be kept", async () => {
  const { channel, secrets, disk } = await openChannel();
  disk.isFull = true;
  await expect(channel.add({ accountId: "shop" })).rejects.toThrow("full");
  expect(secrets.get("channel:webhook:shop")).toBeUndefined();
  disk.isFull = false;
  expect(await channel.add({ accountId: "shop" })).toBe(secrets.get("channel:webhook:shop"));
});

async function openChannel() {
  const events = new Announcer<{ event: string; payload: unknown }>(() => {});
  const waited: number[] = [];
  const kept = new Map<string, unknown>();
  const disk = { isFull: false };
  const secrets = new MemorySecrets();
  const channel = await WebhookChannel.open({
    store: {
      get: async (key) => kept.get(key),
      put: async (key, value) => {
        if (disk.isFull) throw new Error("the disk is full");
        kept.set(key, value);
      },
    },
    secrets,
    events,
    route: async () => ({ agentId: "main", sessionKey: "agent:main:main" }),
    send: async ({ idempotencyKey: runId }) => ({ runId, status: "started" }),
    emit: () => {},
    clock: () => 1_000_000,
    newId: () => "id",
    wait: async (ms) => waited.push(ms),
  });
  onTestFinished(() => channel.close());
  return { channel, events, waited, secrets, disk };
}

/** Takes posts and answers each with `status`. */
async function startReceiver(status = 204) {
  const posts: { headers: Record<string, string>; body: string }[] = [];
  const waiting: (() => void)[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    posts.push({ headers: request.headers as Record<string, string>, body });
    response.writeHead(status).end();
    waiting.shift()?.();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    async next() {
      if (posts.length === 0) await new Promise<void>((resolve) => waiting.push(resolve));
      const post = posts.shift();
      if (!post) throw new Error("nothing was posted");
      return post;
    },
  };
}

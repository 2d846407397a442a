import { once } from "node:events";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import { expect, onTestFinished, test } from "vitest";
import type { Deed } from "../../auth/audit-trail.ts";
import { RpcError } from "../../protocol/errors.ts";
import { channelRoute } from "./channel.ts";

const SECRET = `whsec_${Buffer.from("a secret of thirty-two letters …").toString("base64")}`;

test("HTTP-14: a signed message is taken once, with who wrote it; unsigned, repeated and empty ones are refused", async () => {
  const { post, taken } = await serve();
  const body = JSON.stringify({ text: "hello", peer: "ann" });
  const headers = signed("m1", body);
  expect(await post("shop", body, headers)).toMatchObject({ status: 202, said: { ok: true, runId: "r" } });
  expect(taken).toEqual([{ account: "shop", id: "m1", text: "hello", peer: "ann" }]);
  expect((await post("shop", body, headers)).status).toBe(409);
  expect((await post("shop", body, {})).status).toBe(401);
  expect((await post("shop", `${body} `, signed("m2", body))).status).toBe(401);
  expect((await post("shop", "{}", signed("m3", "{}"))).status).toBe(400);
  expect((await post("nobody", body, signed("m4", body))).status).toBe(404);
  expect(taken).toHaveLength(1);
});

test("who wrote is noted, without the words, and who was refused; a stranger's names and floods are not", async () => {
  const { post, deeds } = await serve();
  const body = JSON.stringify({ text: "a secret" });
  await post("shop", body, signed("m1", body));
  await post("shop", body, {});
  await post("made up", body, {});
  expect(deeds).toMatchObject([
    { who: { id: "channel:shop" }, action: "channel webhook", targets: { account: "shop", runId: "r" }, outcome: "OK" },
    { targets: { account: "shop" }, outcome: "UNAUTHENTICATED" },
    { targets: {}, outcome: "NOT_FOUND" },
  ]);
  expect(deeds[1]).not.toHaveProperty("who");
  expect(JSON.stringify(deeds)).not.toMatch(/a secret|made up/);
  for (let count = 0; count < 40; count += 1) await post("shop", body, {});
  expect(deeds).toHaveLength(31);
});

test("who fails thirty times a minute is held off, also with a good signature", async () => {
  const { post, taken } = await serve();
  for (let count = 0; count < 30; count += 1) await post("shop", "{}", {});
  const body = JSON.stringify({ text: "hello" });
  expect((await post("shop", body, signed("m1", body))).status).toBe(429);
  expect(taken).toEqual([]);
});

test("who comes with many at once gets no more tries than one after the other", async () => {
  const { url, server } = await serve();
  const requests = Array.from({ length: 60 }, () => request(`${url}/shop`, { method: "POST" }));
  const all = arrivals(server, requests.length);
  for (const each of requests) each.flushHeaders();
  await all;
  const answers = requests.map(async (each) => {
    each.end("{}");
    const [{ statusCode }] = await once(each, "response");
    return statusCode;
  });
  const statuses = await Promise.all(answers);
  expect(statuses.filter((status) => status === 401)).toHaveLength(30);
  expect(statuses.filter((status) => status === 429)).toHaveLength(30);
});

function signed(id: string, body: string): Record<string, string> {
  const now = new Date();
  return {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(now.getTime() / 1_000)),
    "webhook-signature": new Webhook(SECRET).sign(id, now, body),
  };
}

/** Resolves once so many requests have come, whatever is still to come of each. */
function arrivals(server: Server, count: number): Promise<void> {
  return new Promise((resolve) => {
    let left = count;
    server.on("request", () => {
      left -= 1;
      if (left === 0) resolve();
    });
  });
}

async function serve() {
  const taken: object[] = [];
  const deeds: Deed[] = [];
  const route = channelRoute({
    inbox: {
      secretOf(account) {
        if (account === "shop") return SECRET;
        throw new RpcError("NOT_FOUND", "There is no such account.");
      },
      async receive(account, message) {
        taken.push({ account, ...message });
        return { runId: "r", status: "started" };
      },
    },
    note: (deed) => deeds.push(deed),
    refused: (address, what) => deeds.push({ address, ...what }),
    shapeFault: (error) => (error instanceof RpcError ? error : new RpcError("INTERNAL", String(error))),
  });
  const server = createServer((request, response) => {
    void route.handle(request, response, { account: request.url?.split("/").at(-1) ?? "" });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/channels/webhook`;
  const post = async (account: string, body: string, headers: Record<string, string>) => {
    const answer = await fetch(`${url}/${account}`, { method: "POST", headers, body });
    return { status: answer.status, said: await answer.json() };
  };
  return { post, url, server, taken, deeds };
}

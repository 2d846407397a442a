import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenAiServer, startOpenAiServer } from "../../server/embedded/testing/openai-server.ts";
import { RpcError } from "../../server/protocol/errors.ts";
import { freePort } from "../support/free-port.ts";
import { tokenOf } from "../support/http.ts";
import { MissionControl } from "../support/mission-control.ts";
import { openPanelClient, type PanelClient } from "../support/panel-client.ts";

/** `CLIENTS=200 RESTARTS=5 npx vitest run tests/integration/rolling-restart.test.ts` is the large one. */
const CLIENTS = Number(process.env.CLIENTS ?? 20);
const RESTARTS = Number(process.env.RESTARTS ?? 1);
const RUNS = 4;

let models: OpenAiServer;
let env: Record<string, string>;
let server: MissionControl;

beforeAll(async () => {
  models = await startOpenAiServer();
  env = { OPENAI_BASE_URL: models.url, MISSION_CONTROL_MODEL: "openai/test-model" };
  server = await MissionControl.start({ env, port: await freePort() });
});

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await models?.close();
});

test(`CON-7: ${CLIENTS} clients over ${RESTARTS} restart(s) under load: no event is lost untold, no request stays without an answer`, {
  timeout: 60_000 + CLIENTS * 1_000,
}, async () => {
  const token = await tokenOf(server);
  const clients = Array.from({ length: CLIENTS }, () => openPanelClient(() => server.wsUrl, token));
  await Promise.all(clients.map(({ ready }) => ready()));

  let going = true;
  const settled: PromiseSettledResult<unknown>[] = [];
  const asking = clients.map(async ({ client }) => {
    while (going) settled.push(...(await Promise.allSettled([client.request("status", {}), pause()])).slice(0, 1));
  });
  const accepted: { sessionKey: string; runId: string }[] = [];
  const sending = clients.slice(0, RUNS).map(async ({ client }, number) => {
    const sessionKey = `agent:main:rolling-${number}`;
    for (let turn = 0; going; turn += 1) {
      const params = { sessionKey, message: `stream ${20 + turn} every 2 ms`, idempotencyKey: randomUUID() };
      const [sent] = await Promise.allSettled([client.request("chat.send", params), pause()]);
      settled.push(sent);
      if (sent.status === "fulfilled") accepted.push({ sessionKey, runId: sent.value.runId });
    }
  });

  for (let restart = 0; restart < RESTARTS; restart += 1) {
    const [first] = clients;
    const heard = first?.events.length ?? 0;
    await until(first, () => (first?.events.length ?? 0) > heard + 50);
    await server.stop("SIGTERM");
    server = await MissionControl.start({ env, home: server.home, port: server.port });
    await Promise.all(clients.map(({ ready }) => ready()));
  }
  going = false;
  await Promise.all([...asking, ...sending]);

  const refused = settled.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  expect(refused.filter((reason) => !(reason instanceof RpcError))).toEqual([]);
  for (const client of clients) expectNoGap(client);
  const [one] = clients;
  for (const [sessionKey, runs] of Map.groupBy(accepted, (run) => run.sessionKey)) {
    const history = await one?.client.request("chat.history", { sessionKey, limit: 1_000 });
    for (const { runId } of runs) {
      const sent = history?.messages.filter(({ __openclaw }) => __openclaw.idempotencyKey === runId);
      const waits = history?.pendingInputs.items.filter((input) => input.runId === runId);
      expect([runId, (sent?.length ?? 0) + (waits?.length ?? 0)]).toEqual([runId, 1]);
    }
  }
  for (const { client } of clients) client.close();
});

/** Within an epoch the numbers have no hole; where they begin anew, the client was told. */
function expectNoGap({ events, resets }: PanelClient): void {
  const epochs: { epoch: string; seq: number }[] = [];
  for (const { gateway, epoch, seq } of events) {
    if (gateway !== "embedded") continue;
    const last = epochs.at(-1);
    if (last?.epoch !== epoch) epochs.push({ epoch, seq });
    else {
      expect(seq).toBe(last.seq + 1);
      last.seq = seq;
    }
  }
  expect(new Set(epochs.map(({ epoch }) => epoch)).size).toBe(epochs.length);
  expect(resets.filter(({ gateway }) => gateway === "embedded").length).toBeGreaterThanOrEqual(epochs.length - 1);
}

function until(client: PanelClient | undefined, done: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = client?.client.onEvent(() => {
      if (!done()) return;
      stop?.();
      resolve();
    });
  });
}

/** Keeps a caller below the limit of frames a second, and leaves turns to the sockets where a refusal comes at once. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 20));
}

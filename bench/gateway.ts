/**
 * What stands between a browser and a real OpenClaw costs: a call through Mission Control beside the same call made
 * directly, the bytes of an answer beside its text, and the first words beside the gateway's own.
 */
import { randomUUID } from "node:crypto";
import { GatewayClient } from "@openclaw/gateway-client";
import { numberedTokens } from "../server/embedded/testing/openai-script.ts";
import type { WireClient } from "../server/hub/testing/wire-client.ts";
import { MissionControl } from "../tests/support/mission-control.ts";
import { OpenClaw } from "../tests/support/openclaw.ts";
import { ask, defaultGatewayReady, endOf, openWire } from "../tests/support/wire.ts";

const CALLS = 300;
const TOKENS = 3_000;
const ANSWERS = 3;

/** Runs whose first words are waited for. */
const heard = new Map<string, PromiseWithResolvers<number>>();

const openclaw = await OpenClaw.start();
await using server = await MissionControl.start({
  env: { OPENCLAW_GATEWAY_URL: openclaw.url, OPENCLAW_GATEWAY_TOKEN: openclaw.token },
});
await defaultGatewayReady(server);
const direct = await connect();
const wire = await openWire(server);
try {
  await callsCost();
  await answersCost(wire);
} finally {
  await direct.stopAndWait();
  await wire.close();
  await openclaw[Symbol.asyncDispose]();
}

/** Calls are made in turns, so that both meet the same moods of the gateway. */
async function callsCost(): Promise<void> {
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let call = 0; call < CALLS; call += 1) {
    theirs.push(await timed(() => direct.request("models.list", {})));
    ours.push(await timed(() => wire.req("models.list", {})));
  }
  const added = p50(ours) - p50(theirs);
  print("a call, p50", `${p50(ours).toFixed(2)} ms, directly ${p50(theirs).toFixed(2)}`, added, "ms more", 1);
}

async function answersCost(client: WireClient): Promise<void> {
  let bytes = 0;
  client.ws.on("message", (data: Buffer) => {
    bytes += data.length;
  });
  const text = numberedTokens(TOKENS).join("");
  const [ratios, delays]: [number[], number[]] = [[], []];
  for (let answer = 0; answer < ANSWERS; answer += 1) {
    const runId = randomUUID();
    const theirs = firstWords(runId);
    await ask(client, "events.scope", { sessions: [`agent:main:bench-${answer}`] });
    bytes = 0;
    const sent = {
      sessionKey: `agent:main:bench-${answer}`,
      message: `stream ${TOKENS} every 2 ms`,
      idempotencyKey: runId,
    };
    await ask(client, "chat.send", sent);
    await client.frame(({ event, payload }) => event === "chat" && isWords(payload, runId));
    const ours = performance.now();
    await endOf(client, runId);
    ratios.push(bytes / Buffer.byteLength(text));
    delays.push(ours - (await theirs));
  }
  print("bytes of an answer, beside its text", "", p50(ratios), "×", 3);
  print("first words, after the gateway's own", "", p50(delays), "ms", 10);
}

/** When the gateway itself tells a client of its own the first words of a run. */
function firstWords(runId: string): Promise<number> {
  const first = Promise.withResolvers<number>();
  heard.set(runId, first);
  return first.promise;
}

async function connect(): Promise<GatewayClient> {
  const ready = Promise.withResolvers<void>();
  const client = new GatewayClient({
    url: openclaw.url,
    token: openclaw.token,
    deviceIdentity: null,
    scopes: ["operator.read"],
    onHelloOk: () => ready.resolve(),
    onConnectError: (error) => ready.reject(error),
    onEvent: ({ event, payload }) => {
      if (event !== "chat") return;
      for (const [runId, first] of heard) if (isWords(payload, runId)) first.resolve(performance.now());
    },
  });
  client.start();
  await ready.promise;
  return client;
}

function isWords(payload: unknown, runId: string): boolean {
  const text = JSON.stringify(payload);
  return text.includes(`"${runId}"`) && text.includes('"state":"delta"');
}

async function timed(call: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await call();
  return performance.now() - from;
}

function p50(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function print(what: string, of: string, value: number, unit: string, goal: number): void {
  const verdict = value <= goal ? "ok" : "MISSED";
  process.stdout.write(`${what}: ${of ? `${of}: ` : ""}${value.toFixed(2)} ${unit} (goal ≤${goal}) ${verdict}\n`);
}

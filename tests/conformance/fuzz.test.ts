import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RateGate } from "../../server/hub/rates.ts";
import { converse, type Speaker } from "../support/fuzz-conversation.ts";
import { anyMessage } from "../support/fuzz-frames.ts";
import { leakIn, repliesIn, repliesTo } from "../support/fuzz-replies.ts";
import { conversations } from "../support/golden.ts";
import { tokenOf } from "../support/http.ts";
import { MissionControl } from "../support/mission-control.ts";
import { ask, openWire } from "../support/wire.ts";

/** `FUZZ_FRAMES=1000000 npx vitest run tests/conformance/fuzz.test.ts` is the long run, half an hour. */
const FRAMES = Number(process.env.FUZZ_FRAMES ?? 1_500);
const SEED = Number(process.env.FUZZ_SEED ?? 7_919);
const GOLDEN = ["channels", "jsonrpc", "native", "openclaw", "rooms"];
const CONNECTIONS = 6;
const FRAMES_EACH = 100;
/** How much the process may grow once it is warm. Event logs and caches have their bounds far below. */
const GROWTH_BYTES = 256 * 2 ** 20;

const HEALTH = '{"type":"req","id":"first","method":"health"}';
const CONNECT = {
  minProtocol: 4,
  maxProtocol: 4,
  client: { id: "test", version: "1", platform: "linux", mode: "test" },
  caps: ["tool-events"],
  scopes: ["operator.admin"],
};

let server: MissionControl;
let secrets: string[];
let speakers: Speaker[];

beforeAll(async () => {
  server = await MissionControl.start();
  const token = await tokenOf(server);
  secrets = [token, server.home, fileURLToPath(new URL("../..", import.meta.url))];
  const headers = { authorization: `Bearer ${token}` };
  const known = { protocols: [], authenticated: true, maxBytes: 512 * 1024, headers };
  const native: Speaker = { ...known, url: server.wsUrl, tongue: "any", first: HEALTH, greets: true };
  const jsonrpc: Speaker = {
    ...known,
    url: server.wsUrl,
    protocols: ["jsonrpc-2.0"],
    tongue: "jsonrpc",
    first: '{"id":"first","method":"status"}',
    greets: false,
  };
  const anonymous = { authenticated: false, maxBytes: 64 * 1024, headers: {} };
  const rooms = ["circles/fuzz", "agents/main", "workspace/main"].map(
    (room): Speaker => ({
      ...known,
      url: `${server.wsUrl}/${room}`,
      tongue: "room",
      first: '{"type":"ping"}',
      greets: false,
    }),
  );
  const openclaw: Speaker = {
    ...known,
    url: server.wsUrl.replace(/ws$/, ""),
    tongue: "openclaw",
    maxBytes: 25 * 1024 * 1024,
    first: JSON.stringify({ type: "req", id: "first", method: "connect", params: CONNECT }),
    greets: true,
  };
  speakers = [
    native,
    openclaw,
    native,
    ...rooms,
    jsonrpc,
    openclaw,
    native,
    { ...native, ...anonymous },
    { ...jsonrpc, ...anonymous },
  ];
});

afterAll(() => server?.[Symbol.asyncDispose]());

describe("frames of any kind", () => {
  test(`${FRAMES} of them, seed ${SEED}: each request has one reply, errors keep inside what is inside, the process lives`, {
    timeout: 120_000 + FRAMES * 10,
  }, async () => {
    const seeds = (await Promise.all(GOLDEN.map(conversations))).flat().flatMap(sent);
    const pace = pacer();
    const batches = Math.ceil(FRAMES / FRAMES_EACH);
    let next = 0;
    let warm: number | undefined;
    const speak = async () => {
      for (let number = next++; number < batches; number = next++) {
        const speaker = speakers[number % speakers.length] ?? expect.unreachable();
        const messages = fc.sample(anyMessage(seeds), { numRuns: FRAMES_EACH, seed: SEED + number });
        await converse(speaker, messages, { secrets, pace }).catch(explain);
        if (number >= batches / 5) warm ??= await residentBytes();
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, speak));
    expect((await residentBytes()) - (warm ?? 0)).toBeLessThan(GROWTH_BYTES);
    expect(server.output).not.toMatch(/uncaught|unhandled/i);
  });
});

describe("the fuzzer's own eyes", () => {
  const open = { tongue: "any", authenticated: true } as const;

  test.each([
    ['{"type":"req","id":"a","method":"health"}', ['native "a"']],
    ['{"type":"req","id":0}', ["native 0"]],
    ['{"type":"req"}', ["native null"]],
    ['{"method":"status","id":1}', ["jsonrpc 1"]],
    ['{"method":"status"}', []],
    ['[{"method":"status"},{"method":"status","id":""},7]', ['jsonrpc ""', "jsonrpc null"]],
    ["[]", ["jsonrpc null"]],
    ['{"jsonrpc"', ["jsonrpc null"]],
    ['{"type":"ping","id":"a"}', []],
  ])("%s is owed %j", (text, keys) => {
    expect(repliesTo(text, open)).toEqual(keys);
  });

  test("see replies, and what errors must not show", () => {
    expect(repliesIn({ type: "res", id: "a", ok: true })).toEqual(['native "a"']);
    expect(repliesIn([{ jsonrpc: "2.0", id: 1, result: 1 }])).toEqual(["jsonrpc 1"]);
    expect(repliesIn({ jsonrpc: "2.0", method: "typing" })).toEqual([]);
    expect(leakIn({ type: "error", message: "no such file /home/x/y" }, ["/home/x"])).toContain("no such file");
    expect(leakIn({ type: "res", error: { message: "Error\n    at call (a)" } }, [])).toContain("at call");
    expect(leakIn([{ jsonrpc: "2.0", error: { data: { code: "INTERNAL" } } }], [])).toContain("INTERNAL");
    expect(leakIn({ type: "res", payload: { path: "/home/x" } }, ["/home/x"])).toBeUndefined();
  });
});

/** A fault of the server's own is told with what its log says of it. */
async function explain(error: unknown): Promise<never> {
  if (!(error instanceof Error)) throw error;
  const [, id = ""] = /log id (\w+)/.exec(error.message) ?? [];
  const log = await readFile(join(server.home, "logs", "mission-control.log"), "utf8");
  const line = id && log.split("\n").find((entry) => entry.includes(id));
  throw line ? new Error(`${line}\n${error.message}`) : error;
}

/** Keeps all connections together below what one principal may send. */
function pacer(): () => Promise<void> {
  const gate = new RateGate({ burst: 2_000, perSecond: 900 }, Date.now);
  return async () => {
    for (let wait = gate.take(); wait > 0; wait = gate.take()) await sleep(wait);
  };
}

async function residentBytes(): Promise<number> {
  const wire = await openWire(server);
  const { memory } = await ask(wire, "hub.status", {});
  await wire.close();
  return memory.rssBytes;
}

/** What a golden conversation sends. */
function sent({ steps }: Awaited<ReturnType<typeof conversations>>[number]): string[] {
  return steps.flatMap((step) => (step.do === "send" ? [step.text] : []));
}

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { MissionControl } from "../support/mission-control.ts";
import { OpenClaw } from "../support/openclaw.ts";
import { ask, openWire } from "../support/wire.ts";

/** The discard service's port: nobody listens there. */
const NOBODY = "ws://127.0.0.1:9";

let openclaw: OpenClaw;
let server: MissionControl;
let folder: string;

beforeAll(async () => {
  openclaw = await OpenClaw.start();
  folder = await mkdtemp(join(tmpdir(), "mission-control-found-"));
  const config = join(folder, "openclaw.json");
  await writeFile(
    config,
    `{ /* its own */ gateway: { port: ${openclaw.port}, auth: { token: "${openclaw.token}" } } }`,
  );
  server = await MissionControl.start({ env: { OPENCLAW_CONFIG_PATH: config } });
}, 180_000);

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await openclaw?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

test("an OpenClaw of this machine is found, used once somebody agrees, and searched beside a dead gateway", async () => {
  const wire = await openWire(server);
  const found = await ask(wire, "gateways.discover", {});
  expect(found.gateways).toMatchObject([{ url: openclaw.url, version: "2026.9.6" }]);
  const { id } = await ask(wire, "gateways.adopt", { url: openclaw.url });
  const dead = await ask(wire, "gateways.add", { name: "Dead", url: NOBODY });
  expect((await ask(wire, "gateways.discover", {})).gateways).toEqual([]);
  expect(JSON.stringify(wire.frames)).not.toContain(openclaw.token);

  const state = async (gateway: string) => {
    const { gateways } = await ask(wire, "gateways.list", {});
    return gateways.find((candidate) => candidate.id === gateway);
  };
  await expect.poll(async () => (await state(id))?.status.state).toBe("ready");
  await expect.poll(async () => (await state(dead.id))?.status.state).toBe("unavailable");
  const ready = await state(id);
  expect(ready?.latencyMs).toBeGreaterThan(0);
  expect(ready?.methods).toContain("logs.search");

  const on = (gateway: string, method: string, params: object) => wire.req(method, params, { gateway });
  expect(await on(id, "agents.list", {})).toMatchObject({ ok: true, payload: { agents: [{ id: "main" }] } });
  expect(await on(dead.id, "agents.list", {})).toMatchObject({ ok: false, error: { code: "UNAVAILABLE" } });
  expect(await on(id, "no.such.method", {})).toMatchObject({ ok: false, error: { code: "UNKNOWN_METHOD" } });
  const log = await on(id, "logs.search", { query: "gateway", limit: 50 });
  expect(log).toMatchObject({ ok: true, payload: { searched: expect.any(Number) } });
  expect(JSON.stringify(log)).toMatch(/"source":"gateway/);
  await wire.close();
});

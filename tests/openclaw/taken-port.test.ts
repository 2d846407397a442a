import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readConfig } from "../../server/config.ts";
import { WireClient } from "../../server/hub/testing/wire-client.ts";
import { openMissionControl } from "../../server/mission-control.ts";
import { OpenClaw } from "../support/openclaw.ts";
import { ask } from "../support/wire.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

let openclaw: OpenClaw;
let folder: string;

beforeAll(async () => {
  openclaw = await OpenClaw.start();
  folder = await mkdtemp(join(tmpdir(), "mission-control-port-"));
}, 180_000);

afterAll(async () => {
  await openclaw?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

test("where an OpenClaw gateway has the port, the next free one is taken, and that gateway is offered and used", async () => {
  await using missionControl = await startedAt(openclaw.port);
  const { port, yielded, wire } = missionControl;
  expect(yielded).toBe(openclaw.port);
  expect(port).toBeGreaterThan(openclaw.port);
  expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
  const { gateways } = await ask(wire, "gateways.discover", {});
  expect(gateways).toMatchObject([{ url: openclaw.url, version: "2026.9.6" }]);
  const { id } = await ask(wire, "gateways.adopt", { url: openclaw.url });
  await wire.frame(({ event, payload }) => event === "gateways.changed" && (payload as { id: string }).id === id);
  await expect.poll(async () => (await wire.req("health", {}, { gateway: id })).ok).toBe(true);
});

test("a port that somebody asked for is not given up", async () => {
  await expect(startedAt(openclaw.port, ["--port", String(openclaw.port)])).rejects.toMatchObject({
    code: "EADDRINUSE",
  });
});

test("a gateway's changes are told as they happen, to whoever looks, and the configured one is tried with its own token", async () => {
  await using missionControl = await startedAt(0, ["--port", "0"], {
    OPENCLAW_GATEWAY_URL: openclaw.url,
    OPENCLAW_GATEWAY_TOKEN: openclaw.token,
  });
  const { wire } = missionControl;
  const told = (id: string) =>
    wire.frames.filter(({ event, payload }) => event === "gateways.changed" && (payload as { id: string }).id === id);
  await expect.poll(async () => (await wire.req("health", {})).ok).toBe(true);

  const { defaultId, gateways } = await ask(wire, "gateways.list", {});
  expect(gateways.find(({ id }) => id === defaultId)).toMatchObject({ kind: "openclaw", url: openclaw.url });
  expect(await ask(wire, "gateways.test", { url: openclaw.url, id: defaultId })).toMatchObject({ ok: true });
  expect(await ask(wire, "gateways.test", { url: openclaw.url })).toMatchObject({ ok: false, code: "token-missing" });
  expect(await wire.req("gateways.remove", { id: defaultId })).toMatchObject({
    ok: false,
    error: { code: "INVALID_REQUEST", message: expect.stringContaining("configuration") },
  });

  const { id } = await ask(wire, "gateways.add", { name: "Twin", url: openclaw.url, token: openclaw.token });
  await wire.frame(() => told(id).length > 0);
  const added = told(id).length;
  await ask(wire, "gateways.update", { id, name: "Other" });
  await wire.frame(() => told(id).length > added);
  const updated = told(id).length;
  await ask(wire, "gateways.remove", { id });
  await wire.frame(() => told(id).length > updated);
  expect((await ask(wire, "gateways.list", {})).gateways.map((gateway) => gateway.id)).not.toContain(id);
  expect(JSON.stringify(wire.frames)).not.toContain(openclaw.token);
});

/** Mission Control in this process, with another default port than the one that everybody has. */
async function startedAt(port: number, args: string[] = [], more: Record<string, string> = {}) {
  const home = await mkdtemp(join(folder, "home-"));
  const config = join(home, "openclaw.json");
  const gateway = { port: openclaw.port, auth: { token: openclaw.token } };
  await writeFile(config, JSON.stringify({ gateway }));
  const env = { ...more, NODE_ENV: "production", MISSION_CONTROL_HOME: home, OPENCLAW_CONFIG_PATH: config } as const;
  const command = readConfig(args, env);
  if (command.run !== "serve") throw new Error(`it would ${command.run} instead of serving`);
  const settings = { ...command.config.settings, ...(args.length === 0 && { port }) };
  const opened = await openMissionControl({ ...command.config, settings, root: ROOT, version: "0.0.0" });
  const token = (await readFile(join(home, "token"), "utf8")).trim();
  const wire = new WireClient(`ws://127.0.0.1:${opened.port}/ws`, { headers: { authorization: `Bearer ${token}` } });
  await wire.frame({ type: "connected" });
  return {
    ...opened,
    wire,
    async [Symbol.asyncDispose]() {
      await wire.close();
      await opened.close("the test ends");
    },
  };
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { ensureOpenClaw } from "../../scripts/openclaw.mjs";
import { MissionControl } from "../support/mission-control.ts";
import { openClawEnv } from "../support/openclaw.ts";
import { ask, openWire } from "../support/wire.ts";

test("PATH-3: the official node host asks, is let in, stands among the nodes and does what it is told", {
  timeout: 180_000,
}, async () => {
  const script = await ensureOpenClaw(() => {});
  await using server = await MissionControl.start();
  const wire = await openWire(server);
  const home = await mkdtemp(join(tmpdir(), "openclaw-node-"));
  onTestFinished(() => rm(home, { recursive: true, force: true, maxRetries: 5 }));

  const asking = runNodeHost(script, home, server.port);
  const pending = async () => (await ask(wire, "device.pair.list", {})).pending;
  await expect.poll(pending).toMatchObject([{ role: "node", displayName: "Attic", scopes: [] }]);
  const [request] = await pending();
  expect(request?.commands).toContain("system.run");
  await asking.stop();
  await ask(wire, "device.pair.approve", { requestId: request?.requestId ?? "" });

  const host = runNodeHost(script, home, server.port);
  const nodes = async () => (await ask(wire, "node.list", {})).nodes;
  await expect
    .poll(nodes)
    .toMatchObject([{ nodeId: request?.deviceId, displayName: "Attic", connected: true, commands: request?.commands }]);

  const nodeId = request?.deviceId ?? "";
  const which = { nodeId, command: "system.which", params: { bins: ["sh"] }, idempotencyKey: "which" };
  expect(await ask(wire, "node.invoke", which)).toMatchObject({
    ok: true,
    payload: { bins: { sh: expect.stringMatching(/sh$/) } },
  });
  const run = { nodeId, command: "system.run", params: { command: ["uname"] }, idempotencyKey: "run" };
  expect(await ask(wire, "node.invoke", run)).toMatchObject({ payload: { exitCode: 0, success: true } });
  const wrong = { nodeId, command: "system.run", params: { command: [] }, idempotencyKey: "wrong" };
  expect(await wire.req("node.invoke", wrong)).toMatchObject({ ok: false, error: { code: "UNAVAILABLE" } });
  await host.stop();
  await expect.poll(nodes).toMatchObject([{ displayName: "Attic", connected: false }]);
});

/** It waits for nobody once it was told that it is not paired: it is to be run again then. */
function runNodeHost(script: string, home: string, port: number): { stop: () => Promise<void> } {
  const args = [script, "node", "run", "--host", "127.0.0.1", "--port", String(port), "--display-name", "Attic"];
  const child = spawn(process.execPath, args, { cwd: home, env: openClawEnv(home), stdio: "ignore" });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  };
  onTestFinished(stop);
  return { stop };
}

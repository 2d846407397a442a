import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { ensureOpenClaw } from "../../scripts/openclaw.mjs";
import { MissionControl } from "../support/mission-control.ts";
import { openClawEnv } from "../support/openclaw.ts";

const run = promisify(execFile);

test("PATH-3: the official CLI calls the embedded gateway", { timeout: 180_000 }, async () => {
  const script = await ensureOpenClaw(() => {});
  await using server = await MissionControl.start();
  const token = (await readFile(join(server.home, "token"), "utf8")).trim();
  const home = await mkdtemp(join(tmpdir(), "openclaw-cli-"));
  const env = openClawEnv(home);
  const url = `ws://127.0.0.1:${server.port}`;
  const cli = (...args: string[]) => run(process.execPath, [script, ...args], { cwd: home, env });
  const call = (method: string, given: string, params: object = {}) =>
    cli("gateway", "call", method, "--json", "--url", url, "--token", given, "--params", JSON.stringify(params));
  try {
    expect(JSON.parse((await call("health", token)).stdout)).toMatchObject({ ok: true, defaultAgentId: "main" });
    await expect(call("health", "wrong")).rejects.toThrow("gateway token mismatch");

    const sent = { sessionKey: "agent:main:main", message: "status", idempotencyKey: "run-of-the-cli" };
    expect(JSON.parse((await call("chat.send", token, sent)).stdout)).toMatchObject({ runId: "run-of-the-cli" });
    const { sessions } = JSON.parse((await call("sessions.list", token)).stdout);
    expect(sessions).toMatchObject([{ key: "agent:main:main" }]);

    const remote = { gateway: { mode: "remote", remote: { url, token } } };
    await writeFile(env.OPENCLAW_CONFIG_PATH ?? "", JSON.stringify(remote));
    expect(JSON.parse((await cli("health", "--json")).stdout)).toMatchObject({ ok: true, defaultAgentId: "main" });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
});

import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { numberedTokens } from "../../server/embedded/testing/openai-script.ts";
import { heldBack, type OpenAiServer, startOpenAiServer } from "../../server/embedded/testing/openai-server.ts";
import { textOf } from "../../server/protocol/messages.ts";
import { tokenOf } from "../support/http.ts";
import { MissionControl } from "../support/mission-control.ts";
import { freezeFolder } from "../support/read-only-folder.ts";
import { ask, chatEvents, endOf, openWire } from "../support/wire.ts";

const MAIN = fileURLToPath(new URL("../../server/main.ts", import.meta.url));
const SESSION = "agent:main:main";
/** Somebody who is not root, to whom modes mean something. */
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

let models: OpenAiServer;

beforeAll(async () => {
  models = await startOpenAiServer();
});

afterAll(() => models?.close());

describe("started with a state folder that it may not write, it says so in a sentence and ends with 2", () => {
  test.each([
    [
      "the folder",
      ".",
      /state folder .+ cannot be made or written \(E\w+\): make it writable, or name another with --home/,
    ],
    ["a folder above it", "below/home", /state folder .+ cannot be made or written \(E\w+\): make it writable/],
  ])("%s", async (_, home, sentence) => {
    const dir = await folder();
    await chmod(dir, 0o555);
    // Its own folder it may make writable again: it is somebody else's.
    if (isRoot) await chown(dir, 0, 0);
    expect(await startedIn(join(dir, home))).toEqual({ code: 2, said: expect.stringMatching(sentence) });
  });

  test.each([
    ["lock.db", /cannot be written .+: make it writable, or name another with --home/],
    ["mission-control.db", /The database .+ cannot be opened: EACCES.+Check the path and its rights/],
    ["token", /token cannot be used \(EACCES\): give this user the right to read and write it/],
    ["vault.key", /vault\.key cannot be used \(EACCES\): give this user the right to read and write it/],
    ["agents", /folder of the agent "main" cannot be made: see to the disk of the state folder/],
  ])("%s in it", async (name, sentence) => {
    const dir = await folder();
    if (name === "agents") await mkdir(join(dir, name));
    else await writeFile(join(dir, name), "");
    if (isRoot) await chown(join(dir, name), 0, 0);
    await chmod(join(dir, name), name === "lock.db" ? 0o444 : name === "agents" ? 0o555 : 0o000);
    expect(await startedIn(dir)).toEqual({ code: 2, said: expect.stringMatching(sentence) });
  });
});

test("a state folder that becomes read-only: what cannot be kept is refused, and what was accepted is there once it can be written", async () => {
  const env = { OPENAI_BASE_URL: models.url, MISSION_CONTROL_MODEL: "openai/test-model" };
  await using server = await MissionControl.start({ env });
  const authorization = `Bearer ${await tokenOf(server)}`;
  const wire = await openWire(server);
  const send = (message: string, idempotencyKey: string) =>
    wire.req("chat.send", { sessionKey: SESSION, message, idempotencyKey });
  const upload = () =>
    fetch(`${server.url}/api/uploads`, { method: "POST", headers: { authorization }, body: "a file" });
  const going = randomUUID();
  const { text, release } = heldBack(numberedTokens(20), 10);
  models.script(() => (models.exchanges.length > 1 ? undefined : { kind: "answer", text }));
  expect(await send("count to twenty", going)).toMatchObject({ ok: true });
  await wire.frame(() => chatEvents(wire, going).some(({ state }) => state === "delta"));
  expect(await send("say what waited", "waiting")).toMatchObject({ ok: true });

  using frozen = freezeFolder(server);
  const refused = {
    code: "STORAGE",
    retryable: true,
    message: expect.stringMatching(/^Nothing was stored: .*written/),
  };
  expect((await send("say more", "more")).error).toMatchObject(refused);
  expect((await wire.req("tokens.create", { name: "Guest", role: "viewer" })).error).toMatchObject(refused);
  release();
  for (const runId of [going, "waiting"]) {
    expect(await endOf(wire, runId)).toMatchObject({ state: "error", errorMessage: refused.message });
  }
  const turned = await upload();
  expect([turned.status, (await turned.json()).error.code]).toEqual([507, "STORAGE"]);
  // What only reads is answered.
  expect((await ask(wire, "sessions.list", {})).sessions).toHaveLength(1);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);

  frozen.thaw();
  expect((await upload()).status).toBe(200);
  expect(await send("say more", "more")).toMatchObject({ ok: true });
  expect(await endOf(wire, "more")).toMatchObject({ state: "final" });
  const said = async (from: typeof wire) => {
    const { messages } = await ask(from, "chat.history", { sessionKey: SESSION });
    return messages.filter(({ role }) => role === "user").map(textOf);
  };
  const accepted = ["count to twenty", "say what waited", "say more"];
  expect(await said(wire)).toEqual(accepted);

  await wire.close();
  await server.stop("SIGKILL");
  await using after = await MissionControl.start({ env, home: server.home });
  const again = await openWire(after);
  expect(await said(again)).toEqual(accepted);
  await again.close();
});

/** An empty folder of somebody who is not root. */
async function folder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "mission-control-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  if (isRoot) await chown(dir, NOBODY, NOBODY);
  return dir;
}

/** How a process ends that somebody who is not root starts with this state folder, and what it says. */
function startedIn(home: string): Promise<{ code: number | string | null | undefined; said: string }> {
  const env = { PATH: process.env.PATH, NODE_ENV: "production" as const, MISSION_CONTROL_HOME: home };
  const who = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN, "--port", "0"], { env, ...who, timeout: 60_000 }, (error, out, said) =>
      resolve({ code: error?.code, said: said || out }),
    );
  });
}

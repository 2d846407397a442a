import { randomUUID } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { mkdtemp, readdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OpenAiServer, startOpenAiServer } from "../../server/embedded/testing/openai-server.ts";
import { textOf } from "../../server/protocol/messages.ts";
import { MissionControl } from "../support/mission-control.ts";
import { ask, endOf, openWire, streamedText } from "../support/wire.ts";

let models: OpenAiServer;
let env: Record<string, string>;

beforeAll(async () => {
  models = await startOpenAiServer();
  env = { OPENAI_BASE_URL: models.url, MISSION_CONTROL_MODEL: "openai/test-model" };
});

afterAll(() => models?.close());

describe("a process's life", () => {
  test("killed in the middle of an answer: what was finished is there, the run says interrupted, the database is sound", async () => {
    await using before = await MissionControl.start({ env });
    const sessionKey = "agent:main:main";
    const wire = await openWire(before);
    const finished = randomUUID();
    await ask(wire, "chat.send", { sessionKey, message: "stream 200", idempotencyKey: finished });
    await endOf(wire, finished);
    const broken = randomUUID();
    await ask(wire, "chat.send", { sessionKey, message: "stream 5000 every 2 ms", idempotencyKey: broken });
    await wire.frame(
      (frame) => JSON.stringify(frame).includes(broken) && JSON.stringify(frame).includes('"state":"delta"'),
    );
    await before.stop("SIGKILL");

    await using after = await MissionControl.start({ env, home: before.home });
    const again = await openWire(after);
    const { messages, inFlightRun } = await ask(again, "chat.history", { sessionKey });
    expect(inFlightRun).toBeUndefined();
    expect(messages.slice(0, 3).map((message) => message.role)).toEqual(["user", "assistant", "user"]);
    expect(messages[1] && textOf(messages[1])).toBe(streamedText(wire, finished));
    const { sessions } = await ask(again, "sessions.list", {});
    expect(sessions.find(({ key }) => key === sessionKey)).toMatchObject({ status: "interrupted" });
    expect(sessions.find(({ key }) => key === sessionKey)?.hasActiveRun ?? false).toBe(false);
    await again.close();
    await after.stop();
    using database = new DatabaseSync(join(before.home, "mission-control.db"), { readOnly: true });
    expect(database.prepare("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
  });

  test("CON-7: a graceful stop tells the sockets, closes with 1012, keeps what was said and leaves nothing running", async () => {
    await using server = await MissionControl.start({ env });
    const wire = await openWire(server);
    const runId = randomUUID();
    await ask(wire, "chat.send", {
      sessionKey: "agent:main:main",
      message: "stream 5000 every 2 ms",
      idempotencyKey: runId,
    });
    await wire.frame((frame) => JSON.stringify(frame).includes('"state":"delta"'));
    expect(await server.stop("SIGTERM")).toBe(0);
    expect(await wire.closed).toMatchObject({ code: 1012 });
    expect(wire.frames.some((frame) => frame.event === "shutdown")).toBe(true);
    await using after = await MissionControl.start({ env, home: server.home });
    const again = await openWire(after);
    const { messages } = await ask(again, "chat.history", { sessionKey: "agent:main:main" });
    expect(messages.at(-1)).toMatchObject({ role: "assistant", stopReason: "interrupted" });
    await again.close();
  });

  test("the state folder is for its user alone", async () => {
    await using server = await MissionControl.start();
    expect(statSync(server.home).mode & 0o777).toBe(0o700);
    for (const entry of await readdir(server.home, { recursive: true, withFileTypes: true })) {
      const { mode } = statSync(join(entry.parentPath, entry.name));
      expect([entry.name, mode & 0o077]).toEqual([entry.name, 0]);
    }
  });

  test("a second process does not take the same state folder", async () => {
    await using first = await MissionControl.start();
    await expect(MissionControl.start({ home: first.home })).rejects.toThrow(
      /Another Mission Control uses the state folder/,
    );
  });

  test("a taken port is one sentence, exit code 2, and nothing touched", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    const { port } = other.address() as AddressInfo;
    const home = join(await mkdtemp(join(tmpdir(), "mission-control-port-")), "home");
    const failure = await MissionControl.start({ home, port }).catch((error: unknown) => String(error));
    expect(failure).toMatch(/ended with 2/);
    expect(failure).toMatch(/Port \d+ on 127\.0\.0\.1 is in use: .*--port/);
    expect(existsSync(home)).toBe(false);
    other.close();
  });

  test.each([
    ["a bad flag", ["--prot", "1"], /--prot.*--help/],
    ["an invalid setting", ["--log-level", "loud"], /--log-level/],
  ])("%s is one sentence and exit code 2", async (_name, args, sentence) => {
    const failure = await MissionControl.start({ args }).catch((error: unknown) => String(error));
    expect(failure).toMatch(/ended with 2/);
    expect(failure).toMatch(sentence);
  });

  test("an invalid config file is named with its place, and nothing is started", async () => {
    const home = await mkdtemp(join(tmpdir(), "mission-control-config-"));
    await writeFile(join(home, "config.json5"), "{ port: }");
    const failure = await MissionControl.start({ home }).catch((error: unknown) => String(error));
    expect(failure).toMatch(/ended with 2[\s\S]*config\.json5 is not JSON5/);
    expect(await readdir(home)).toEqual(["config.json5"]);
  });

  test("health and readiness are said over HTTP", async () => {
    await using server = await MissionControl.start();
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  });

  test("PATH-5: another path is no endpoint", async () => {
    await using server = await MissionControl.start();
    const { WireClient } = await import("../../server/hub/testing/wire-client.ts");
    const wire = new WireClient(`${server.wsUrl}x`);
    expect((await wire.closed).code).toBe(1006);
  });

  test("a page asks for signing in before it shows anything, and comes back to where it was asked for", async () => {
    await using server = await MissionControl.start();
    const page = await fetch(`${server.url}/logs?q=x`, { redirect: "manual", headers: { accept: "text/html" } });
    expect(page.status).toBe(303);
    expect(page.headers.get("location")).toBe("/sign-in?next=%2Flogs%3Fq%3Dx");
    expect(page.headers.get("x-frame-options")).toBe("DENY");
  });
});

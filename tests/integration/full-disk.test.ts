import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenAiServer, startOpenAiServer } from "../../server/embedded/testing/openai-server.ts";
import { textOf } from "../../server/protocol/messages.ts";
import { fillDisk, freeDisk } from "../support/full-disk.ts";
import { tokenOf } from "../support/http.ts";
import { MissionControl } from "../support/mission-control.ts";
import { ask, chatEvents, endOf, openWire } from "../support/wire.ts";

const SESSION = "agent:main:main";
const STORAGE = {
  code: "STORAGE",
  retryable: true,
  message: expect.stringMatching(/^Nothing was stored: .*free space/),
};

let models: OpenAiServer;

beforeAll(async () => {
  models = await startOpenAiServer();
});

afterAll(() => models?.close());

test("a disk without room: what cannot be kept is refused with what to do, reading goes on, and room alone is needed to go on", async () => {
  const env = { OPENAI_BASE_URL: models.url, MISSION_CONTROL_MODEL: "openai/test-model" };
  await using server = await MissionControl.start({ env });
  const token = await tokenOf(server);
  const wire = await openWire(server);
  const send = (message: string, idempotencyKey: string) =>
    wire.req("chat.send", { sessionKey: SESSION, message, idempotencyKey });
  const upload = () =>
    fetch(`${server.url}/api/uploads`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
      body: "x".repeat(1024 * 1024),
    });
  const taken: string[] = [];
  const take = async (message: string, key: string) => {
    const reply = await send(message, key);
    if (reply.ok) taken.push(message);
    return reply;
  };

  const going = randomUUID();
  await take("stream 100 every 20 ms", going);
  await wire.frame(() => chatEvents(wire, going).some(({ state }) => state === "delta"));
  // Accepted while there is room, taken up when there is none.
  await take("say what waited", "waiting");
  fillDisk(server, 16 * 1024);
  let refused: { message: string; key: string; error: unknown } | undefined;
  for (let n = 1; !refused; n += 1) {
    const [message, key] = [`say ${n} ${"x".repeat(3_000)}`, `filling-${n}`];
    const reply = await take(message, key);
    if (!reply.ok) refused = { message, key, error: reply.error };
  }
  expect(refused.error).toMatchObject(STORAGE);
  for (const runId of [going, "waiting"]) {
    expect(await endOf(wire, runId)).toMatchObject({ state: "error", errorMessage: STORAGE.message });
  }

  // What only reads is answered, and so is whoever asks how the server is.
  expect((await ask(wire, "sessions.list", {})).sessions).toHaveLength(1);
  expect((await ask(wire, "logs.tail", {})).lines.join("")).toContain("Nothing was stored");
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  const full = await upload();
  expect([full.status, (await full.json()).error.code]).toEqual([507, "STORAGE"]);

  freeDisk(server);
  expect((await upload()).status).toBe(200);
  // The same key is the same message: it stands there once, though half of it may have been stored before.
  expect(await take(refused.message, refused.key)).toMatchObject({ ok: true });
  await endOf(wire, refused.key);
  const said = async () => {
    const { messages } = await ask(wire, "chat.history", { sessionKey: SESSION, limit: 1_000 });
    return messages.filter(({ role }) => role === "user").map(textOf);
  };
  await wire.frame(() =>
    wire.frames.some((frame) => frame.event === "session.message" && JSON.stringify(frame).includes("what waited")),
  );
  expect((await said()).toSorted()).toEqual(taken.toSorted());

  await wire.close();
  await server.stop("SIGKILL");
  await using after = await MissionControl.start({ env, home: server.home });
  const again = await openWire(after);
  const { messages } = await ask(again, "chat.history", { sessionKey: SESSION, limit: 1_000 });
  expect(messages.filter(({ role }) => role === "user")).toHaveLength(taken.length);
  await again.close();
});

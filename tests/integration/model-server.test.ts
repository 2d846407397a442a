import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { numberedTokens } from "../../server/embedded/testing/openai-script.ts";
import { heldBack, type OpenAiServer, startOpenAiServer } from "../../server/embedded/testing/openai-server.ts";
import { textOf } from "../../server/protocol/messages.ts";
import { MissionControl } from "../support/mission-control.ts";
import { ask, chatEvents, endOf, isEnd, openWire, streamedText } from "../support/wire.ts";

let models: OpenAiServer;
let server: MissionControl;

beforeAll(async () => {
  models = await startOpenAiServer();
  server = await MissionControl.start({
    env: { OPENAI_BASE_URL: models.url, MISSION_CONTROL_MODEL: "openai/test-model" },
  });
});

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await models?.close();
});

describe("an OpenAI-compatible model server", () => {
  test("2,000 tokens arrive exact, in order, once, live and stored", async () => {
    await using wire = await wireOf();
    const sessionKey = `agent:main:${randomUUID()}`;
    const runId = randomUUID();
    await ask(wire.client, "chat.send", { sessionKey, message: "stream 2000", idempotencyKey: runId });
    expect((await endOf(wire.client, runId)).state).toBe("final");
    const expected = numberedTokens(2_000).join("");
    expect(streamedText(wire.client, runId)).toBe(expected);
    const { messages } = await ask(wire.client, "chat.history", { sessionKey });
    expect(messages.map((message) => message.role)).toEqual(["user", "assistant"]);
    expect(messages[1] && textOf(messages[1])).toBe(expected);
  });

  test("reasoning and a tool call, then an answer from the tool's result, with one end", async () => {
    await using wire = await wireOf();
    const sessionKey = `agent:main:${randomUUID()}`;
    const runId = randomUUID();
    await ask(wire.client, "chat.send", { sessionKey, message: "call gateway_status {}", idempotencyKey: runId });
    await endOf(wire.client, runId);
    const { messages } = await ask(wire.client, "chat.history", { sessionKey });
    expect(messages.map((message) => message.role)).toEqual(["user", "assistant", "toolResult", "assistant"]);
    expect(messages[3] && textOf(messages[3])).toContain("The tools said");
    expect(chatEvents(wire.client, runId).filter(isEnd)).toHaveLength(1);
  });

  test("Stop ends the run and closes the provider's connection", async () => {
    await using wire = await wireOf();
    const sessionKey = `agent:main:${randomUUID()}`;
    const runId = randomUUID();
    const request = models.exchanges.length;
    await ask(wire.client, "chat.send", { sessionKey, message: "stream 5000 every 5 ms", idempotencyKey: runId });
    await wire.client.frame(
      (frame) => JSON.stringify(frame).includes('"state":"delta"') && JSON.stringify(frame).includes(runId),
    );
    const provider = await models.exchange(request);
    const answer = await ask(wire.client, "chat.abort", { sessionKey });
    expect(answer).toMatchObject({ aborted: true, runIds: [runId] });
    expect(await provider.closed).toBe("broken");
    expect((await endOf(wire.client, runId)).state).toBe("aborted");
    const { messages } = await ask(wire.client, "chat.history", { sessionKey });
    const partial = messages.at(-1);
    expect(partial).toMatchObject({ role: "assistant", stopReason: "aborted" });
    expect(partial && streamedText(wire.client, runId)).toBe(partial && textOf(partial));
  });

  test("a provider's failure is told once, in words, without the key", async () => {
    await using wire = await wireOf();
    const runId = randomUUID();
    const sessionKey = `agent:main:${randomUUID()}`;
    await ask(wire.client, "chat.send", { sessionKey, message: "fail 401 bad key", idempotencyKey: runId });
    const end = await endOf(wire.client, runId);
    expect(end).toMatchObject({ state: "error" });
    expect(chatEvents(wire.client, runId).filter(isEnd)).toHaveLength(1);
  });

  test("A-8: two connections read the same run alike", async () => {
    await using first = await wireOf();
    await using second = await wireOf();
    await ask(second.client, "health", {});
    const sessionKey = `agent:main:${randomUUID()}`;
    const runId = randomUUID();
    await ask(first.client, "chat.send", { sessionKey, message: "stream 300 every 1 ms", idempotencyKey: runId });
    await Promise.all([endOf(first.client, runId), endOf(second.client, runId)]);
    expect(streamedText(second.client, runId)).toBe(streamedText(first.client, runId));
    expect(streamedText(first.client, runId)).toBe(numberedTokens(300).join(""));
  });

  test("a page that reloads in the middle of an answer goes on where it stood", async () => {
    await using first = await wireOf();
    const sessionKey = `agent:main:${randomUUID()}`;
    const runId = randomUUID();
    const { text, release } = heldBack(numberedTokens(600), 100);
    models.script(({ messages }) =>
      String(messages.at(-1)?.content).includes("hold on") ? { kind: "answer", text } : undefined,
    );
    await ask(first.client, "chat.send", { sessionKey, message: "hold on", idempotencyKey: runId });
    await first.client.frame(() => streamedText(first.client, runId).includes(" 40 "));
    await using second = await wireOf();
    const { inFlightRun } = await ask(second.client, "chat.history", { sessionKey });
    expect(inFlightRun?.runId).toBe(runId);
    release();
    await endOf(second.client, runId);
    const after = chatEvents(second.client, runId).filter((event) => event.seq > (inFlightRun?.seq ?? 0));
    const rest = after.map((event) => (event.state === "delta" ? event.deltaText : "")).join("");
    expect(`${inFlightRun?.text}${rest}`).toBe(numberedTokens(600).join(""));
  });

  test("repeating a send with its key, also at once, sends it once", async () => {
    await using wire = await wireOf();
    const sessionKey = `agent:main:${randomUUID()}`;
    const runId = randomUUID();
    const send = () => ask(wire.client, "chat.send", { sessionKey, message: "stream 50", idempotencyKey: runId });
    const answers = await Promise.all([send(), send(), send()]);
    await endOf(wire.client, runId);
    answers.push(await send());
    expect(answers.every((answer) => answer.runId === runId)).toBe(true);
    const { messages } = await ask(wire.client, "chat.history", { sessionKey });
    expect(messages.filter((message) => message.role === "user")).toHaveLength(1);
  });
});

async function wireOf() {
  const client = await openWire(server);
  return { client, [Symbol.asyncDispose]: () => client.close() };
}

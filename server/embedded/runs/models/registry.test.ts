import { afterEach, beforeEach, expect, test } from "vitest";
import { startAnthropicServer } from "../../testing/anthropic-server.ts";
import { type OpenAiServer, startOpenAiServer } from "../../testing/openai-server.ts";
import { outcomeOf, testRunner, turnOf } from "../../testing/turns.ts";

let server: OpenAiServer;

beforeEach(async () => {
  server = await startOpenAiServer({
    models: [
      { id: "text-embedding-3-small" },
      { id: "meta/llama-4", max_model_len: 4096, name: "Llama 4" },
      { id: "gpt-4o-mini" },
      ...Array.from({ length: 600 }, (_none, index) => ({ id: `m${index}` })),
    ],
  });
});

afterEach(() => server.close());

test("with no provider the built-in operator is the default, and the only model", async () => {
  const runner = testRunner();
  expect(runner.defaultModel).toBe("builtin/operator");
  expect(await runner.models()).toMatchObject({
    models: [{ id: "builtin/operator", available: true }],
    providerOutcomes: [{ provider: "builtin", status: "ready" }],
  });
});

test("lists what the provider serves, with windows, without models that cannot talk, at most 500", async () => {
  const runner = testRunner({ models: { openai: { baseUrl: server.origin } } });
  const { models } = await runner.models();
  expect(models.slice(0, 3)).toMatchObject([
    { id: "openai/default", available: true },
    { id: "openai/meta/llama-4", name: "Llama 4", contextWindow: 4096 },
    { id: "openai/gpt-4o-mini", contextWindow: 128_000 },
  ]);
  expect(models.filter((model) => model.provider === "openai")).toHaveLength(501);
  expect(runner.describe("openai/meta/llama-4")).toEqual({ provider: "openai", name: "Llama 4", contextWindow: 4096 });
  expect(runner.describe("openai/nothing-known")).toEqual({ provider: "openai", name: "nothing-known" });
});

test("a server that names no default model is asked for the first it lists", async () => {
  const runner = testRunner({ models: { openai: { baseUrl: server.url } } });
  expect(runner.defaultModel).toBe("openai/default");
  const { messages } = await outcomeOf(runner, turnOf("hi", { model: runner.defaultModel }));
  expect(messages).toMatchObject([{ model: "meta/llama-4", provider: "openai" }]);
});

test("the list is kept for a minute, and asked for once by many at a time", async () => {
  let now = 0;
  let asked = 0;
  const counting: typeof fetch = (input, init) => {
    asked++;
    return fetch(input, init);
  };
  const runner = testRunner({ models: { openai: { baseUrl: server.url } }, fetch: counting, clock: () => now });
  await Promise.all([runner.models(), runner.models(), runner.models()]);
  now = 59_000;
  await runner.models();
  expect(asked).toBe(1);
  now = 61_000;
  await runner.models();
  await runner.models({ refresh: true });
  expect(asked).toBe(3);
});

test("a provider that does not answer is unavailable, not an error, and is asked again soon", async () => {
  await server.close();
  let now = 0;
  const runner = testRunner({
    models: { openai: { baseUrl: server.url }, defaultModel: "openai/qwen" },
    clock: () => now,
  });
  expect(await runner.models()).toMatchObject({
    models: [{ id: "openai/qwen" }, { id: "builtin/operator" }],
    providerOutcomes: [
      { provider: "openai", status: "unavailable" },
      { provider: "builtin", status: "ready" },
    ],
  });
  const again = await startOpenAiServer({ port: Number(new URL(server.origin).port), models: [{ id: "qwen" }] });
  now = 6_000;
  expect((await runner.models()).providerOutcomes?.[0]).toEqual({ provider: "openai", status: "ready" });
  await again.close();
});

test("a provider that hangs holds nobody up for longer than its time", async () => {
  const hanging: typeof fetch = (_input, init) =>
    new Promise((_resolve, reject) => init?.signal?.addEventListener("abort", () => reject(init.signal?.reason)));
  const runner = testRunner({ models: { openai: { baseUrl: server.url } }, fetch: hanging });
  expect((await runner.models()).providerOutcomes?.[0]?.status).toBe("unavailable");
}, 5_000);

test("a key that is refused shows at the provider and at its default model", async () => {
  const refusing: typeof fetch = async () => new Response("{}", { status: 401 });
  const runner = testRunner({
    models: { openai: { baseUrl: server.url, apiKey: "wrong" }, defaultModel: "openai/qwen" },
    fetch: refusing,
  });
  expect(await runner.models()).toMatchObject({
    models: [{ id: "openai/qwen", available: false, unavailableReason: "auth-failed" }, {}],
    providerOutcomes: [{ provider: "openai", status: "auth-rejected" }, {}],
  });
});

test("a list without end is given up", async () => {
  let megabytes = 0;
  const endless: typeof fetch = async () =>
    new Response(
      new ReadableStream({
        pull(controller) {
          megabytes++;
          controller.enqueue(new Uint8Array(1_000_000));
        },
      }),
    );
  const runner = testRunner({ models: { openai: { baseUrl: server.url } }, fetch: endless });
  expect((await runner.models()).providerOutcomes?.[0]?.status).toBe("unavailable");
  expect(megabytes).toBeLessThan(8);
});

test("Anthropic: thinking, text and a tool stream, its thinking goes back with its signature, usage is told apart", async () => {
  const anthropic = await startAnthropicServer(({ messages }) =>
    messages.length === 1
      ? {
          kind: "answer",
          thinking: ["Hm", "m."],
          toolUse: { id: "toolu_1", name: "workspace_list", input: { path: "." } },
        }
      : { kind: "answer", text: ["All ", "done."] },
  );
  const runner = testRunner({ models: { anthropic: { apiKey: "k", baseUrl: anthropic.url } } });
  expect(runner.defaultModel).toMatch(/^anthropic\/claude-/);
  const { thinking, text, messages, end } = await outcomeOf(
    runner,
    turnOf("go", { model: "anthropic/claude-test", workspace: import.meta.dirname }),
  );
  expect([thinking, text]).toEqual(["Hmm.", "All done."]);
  expect(messages.map((message) => message.role)).toEqual(["assistant", "toolResult", "assistant"]);
  expect(messages[0]).toMatchObject({ provider: "anthropic", model: "claude-test", stopReason: "toolUse" });
  expect(end.usage).toEqual({ input: 40, output: 18, cacheRead: 10, cacheWrite: 6, totalTokens: 74 });
  const { body, headers, path } = await anthropic.exchange(1);
  expect(path).toBe("/v1/messages");
  expect(headers["x-api-key"]).toBe("k");
  expect(body.messages[1]?.content).toContainEqual({ type: "thinking", thinking: "Hmm.", signature: "sig" });
  expect((await runner.models()).models).toContainEqual(
    expect.objectContaining({ id: "anthropic/claude-test", name: "Claude Test" }),
  );
  await anthropic.close();
});

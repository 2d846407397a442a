import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { APICallError, generateText, streamText } from "ai";
import OpenAI, { AuthenticationError, NotFoundError } from "openai";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { numberedTokens } from "../../server/embedded/testing/openai-script.ts";
import { type OpenAiServer, startOpenAiServer } from "../../server/embedded/testing/openai-server.ts";
import type { WireClient } from "../../server/hub/testing/wire-client.ts";
import type { QuestionRecord } from "../../server/protocol/questions.ts";
import { http, tokenOf } from "../support/http.ts";
import { MissionControl } from "../support/mission-control.ts";
import { ask, openWire } from "../support/wire.ts";

let models: OpenAiServer;
let server: MissionControl;
let client: OpenAI;
let wire: WireClient;

beforeAll(async () => {
  models = await startOpenAiServer();
  server = await MissionControl.start({
    env: { OPENAI_BASE_URL: models.url, MISSION_CONTROL_MODEL: "openai/test-model" },
  });
  client = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: await tokenOf(server), maxRetries: 0 });
  wire = await openWire(server);
});

afterAll(async () => {
  await wire?.close();
  await server?.[Symbol.asyncDispose]();
  await models?.close();
});

beforeEach(() => {
  wire.frames.length = 0;
});

const says = (content: string): OpenAI.ChatCompletionUserMessageParam => ({ role: "user", content });

describe("OpenAI's own client", () => {
  test("HTTP-8: agents are models", async () => {
    const listed = await client.models.list();
    expect(listed.data.map(({ id }) => id)).toEqual(["agent/main"]);
    expect(await client.models.retrieve("agent/main")).toMatchObject({ object: "model", owned_by: "mission-control" });
    await expect(client.models.retrieve("agent/nobody")).rejects.toThrow(NotFoundError);
  });

  test.each(["agent/main", "main"])("HTTP-9: %s answers in one piece, with its reasoning and usage", async (model) => {
    const completion = await client.chat.completions.create({ model, messages: [says("think then it is four")] });
    expect(completion.choices[0]).toMatchObject({
      finish_reason: "stop",
      message: { role: "assistant", content: "it is four", reasoning_content: "Let me think about that." },
    });
    expect(completion.usage?.completion_tokens).toBeGreaterThan(0);
    expect(completion.usage?.total_tokens).toBe(
      (completion.usage?.prompt_tokens ?? 0) + (completion.usage?.completion_tokens ?? 0),
    );
  });

  test("HTTP-9: what was said before and what is instructed reach the agent, the newest words last", async () => {
    const { choices } = await client.chat.completions.create({
      model: "main",
      messages: [
        { role: "system", content: "Be brief." },
        says("My name is Ada."),
        { role: "assistant", content: "Hello Ada." },
        says("Who am I?"),
      ],
    });
    const said = choices[0]?.message.content ?? "";
    const places = ["Be brief.", "user: My name is Ada.", "assistant: Hello Ada.", "Who am I?"].map((part) =>
      said.indexOf(part),
    );
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  test("HTTP-10: 2,000 tokens stream in order, once, then the usage that was asked for", async () => {
    const stream = await client.chat.completions.create({
      model: "agent/main",
      messages: [says("stream 2000")],
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = "";
    let end: string | null | undefined;
    let usage: OpenAI.CompletionUsage | null | undefined;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? "";
      end ??= chunk.choices[0]?.finish_reason;
      usage = chunk.usage ?? usage;
    }
    expect(text).toBe(numberedTokens(2_000).join(""));
    expect(end).toBe("stop");
    expect(usage?.completion_tokens).toBeGreaterThan(0);
  });

  test("HTTP-10: reasoning streams as reasoning_content, and a tool of the agent's leads to its answer", async () => {
    const stream = await client.chat.completions.create({
      model: "main",
      messages: [says("think then done")],
      stream: true,
    });
    let reasoning = "";
    for await (const chunk of stream) {
      const delta: object = chunk.choices[0]?.delta ?? {};
      if ("reasoning_content" in delta) reasoning += delta.reasoning_content;
    }
    expect(reasoning).toBe("Let me think about that.");
    const { choices } = await client.chat.completions.create({
      model: "main",
      messages: [says("call gateway_status {}")],
    });
    expect(choices[0]?.message.content).toMatch(/^The tools said: /);
  });

  test("HTTP-11: with a user the agent remembers in one session; without, no session stays", async () => {
    const before = await ask(wire, "sessions.list", {});
    await client.chat.completions.create({ model: "main", messages: [says("first")] });
    expect((await ask(wire, "sessions.list", {})).totalCount).toBe(before.totalCount);
    for (const words of ["first", "second"]) {
      await client.chat.completions.create({ model: "main", user: "ada@example.org", messages: [says(words)] });
    }
    const { messages } = await ask(wire, "chat.history", { sessionKey: "agent:main:openai:user:ada@example.org" });
    expect(messages.map(({ role }) => role)).toEqual(["user", "assistant", "user", "assistant"]);
    await client.chat.completions.create({ model: "main", user: "Ada Lovelace", messages: [says("third")] });
    const { sessions } = await ask(wire, "sessions.list", { search: "openai:user:" });
    expect(sessions).toHaveLength(2);
  });

  test.each([true, false])("HTTP-11: a client that leaves stops the run (streaming: %s)", async (stream) => {
    const request = models.exchanges.length;
    const leave = new AbortController();
    const asked = client.chat.completions
      .create({ model: "main", messages: [says("stream 5000 every 5 ms")], stream }, { signal: leave.signal })
      .then(async (answer) => {
        if (Symbol.asyncIterator in answer) for await (const chunk of answer) void chunk;
      })
      .catch((error: unknown) => error);
    const provider = await models.exchange(request);
    await wire.frame((frame) => JSON.stringify(frame).includes('"state":"delta"'));
    leave.abort();
    expect(await provider.closed).toBe("broken");
    await wire.frame((frame) => JSON.stringify(frame).includes('"state":"aborted"'));
    await asked;
  });

  test("HTTP-9: what the agent asks is answered by somebody else, and ends with a client that leaves", async () => {
    const options = [{ label: "Staging" }, { label: "Production" }];
    const asking = { questions: [{ id: "target", header: "Target", question: "Where to?", options }] };
    const leave = new AbortController();
    const begin = () => {
      const messages = [says(`call ask_user ${JSON.stringify(asking)}`)];
      return client.chat.completions.create({ model: "main", messages }, { signal: leave.signal });
    };
    const first = begin();
    const { payload } = await wire.frame({ event: "question.requested" });
    const { id } = payload as QuestionRecord;
    await ask(wire, "question.resolve", { id, answers: { answers: { target: ["Staging"] } } });
    expect((await first).choices[0]?.message.content).toMatch(/^The tools said: .*Staging/);
    wire.frames.length = 0;
    const second = begin().catch((error: unknown) => error);
    await wire.frame({ event: "question.requested" });
    leave.abort();
    expect((await wire.frame({ event: "question.resolved" })).payload).toMatchObject({ status: "cancelled" });
    expect(await second).toBeInstanceOf(OpenAI.APIUserAbortError);
  });

  test.each([true, false])(
    "HTTP-11: an answer ends with the token that asked for it (streaming: %s)",
    async (stream) => {
      const { token, secret } = await ask(wire, "tokens.create", { name: "a script", role: "operator" });
      const script = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: secret, maxRetries: 0 });
      const request = models.exchanges.length;
      const asked = script.chat.completions
        .create({ model: "main", messages: [says("stream 5000 every 5 ms")], stream })
        .then(async (answer) => {
          if (Symbol.asyncIterator in answer) for await (const chunk of answer) void chunk;
          return "whole";
        })
        .catch(() => "cut off");
      const provider = await models.exchange(request);
      await wire.frame((frame) => JSON.stringify(frame).includes('"state":"delta"'));
      await ask(wire, "tokens.revoke", { id: token.id });
      expect(await asked).toBe("cut off");
      expect(await provider.closed).toBe("broken");
    },
  );

  test("HTTP-11: an image that comes inline reaches the model, one to be fetched is refused", async () => {
    const pixel =
      "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
    const request = models.exchanges.length;
    const ask = (url: string) =>
      client.chat.completions.create({
        model: "main",
        messages: [
          {
            role: "user",
            content: [
              { type: "text", text: "look" },
              { type: "image_url", image_url: { url } },
            ],
          },
        ],
      });
    await ask(pixel);
    const provider = await models.exchange(request);
    expect(JSON.stringify(provider.body.messages)).toContain("image_url");
    await expect(ask("https://example.org/pixel.png")).rejects.toMatchObject({ status: 400 });
  });

  test("HTTP-9: errors have OpenAI's shape, so that its client throws its own kinds", async () => {
    const messages = [says("hello")];
    const stranger = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: "wrong", maxRetries: 0 });
    await expect(stranger.chat.completions.create({ model: "main", messages })).rejects.toThrow(AuthenticationError);
    await expect(client.chat.completions.create({ model: "gpt-nobody", messages })).rejects.toMatchObject({
      status: 404,
      code: "model_not_found",
      param: "model",
      type: "invalid_request_error",
    });
    const bad = await http(server, "/v1/chat/completions", { body: { model: "main", messages, n: 2 } });
    expect(bad).toMatchObject({ status: 400, body: { error: { type: "invalid_request_error", param: "n" } } });
    const none = await http(server, "/v1/chat/completions", { body: { messages } });
    expect(none).toMatchObject({ status: 400, body: { error: { param: "model" } } });
  });

  test("HTTP-10: a run that fails is told with a status before the first word, as an error after it", async () => {
    await expect(
      client.chat.completions.create({ model: "main", messages: [says("fail 401 bad key")], stream: true }),
    ).rejects.toMatchObject({ status: 502 });
    const stream = await client.chat.completions.create({
      model: "main",
      messages: [says("cut after 5")],
      stream: true,
    });
    const read = async () => {
      for await (const chunk of stream) void chunk;
    };
    await expect(read()).rejects.toMatchObject({ type: "server_error" });
  });
});

describe("the AI SDK", () => {
  const model = async (id: string) =>
    createOpenAICompatible({ name: "mission-control", baseURL: `${server.url}/v1`, apiKey: await tokenOf(server) })(id);

  test("HTTP-10: streams reasoning and text, each token once, to the reason of the end", async () => {
    const read = async (prompt: string) => {
      const said = { reasoning: "", text: "" };
      const result = streamText({ model: await model("agent/main"), prompt });
      for await (const part of result.stream) {
        if (part.type === "reasoning-delta") said.reasoning += part.text;
        if (part.type === "text-delta") said.text += part.text;
        if (part.type === "error") throw part.error;
      }
      return { ...said, reason: await result.finishReason };
    };
    expect(await read("think then it is four")).toEqual({
      reasoning: "Let me think about that.",
      text: "it is four",
      reason: "stop",
    });
    expect(await read("stream 300")).toEqual({ reasoning: "", text: numberedTokens(300).join(""), reason: "stop" });
  });

  test("HTTP-9: answers in one piece, with what was said before, and reads our errors", async () => {
    const { text, usage } = await generateText({
      model: await model("main"),
      messages: [
        { role: "user", content: "My name is Ada." },
        { role: "assistant", content: "Hello Ada." },
        { role: "user", content: "Who am I?" },
      ],
    });
    expect(text).toContain("user: My name is Ada.");
    expect(usage.outputTokens).toBeGreaterThan(0);
    const refused = generateText({ model: await model("agent/nobody"), prompt: "hello", maxRetries: 0 });
    await expect(refused).rejects.toThrow(APICallError);
    await expect(refused).rejects.toMatchObject({ statusCode: 404 });
  });
});

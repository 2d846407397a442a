import { createServer } from "node:net";
import { pino } from "pino";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startAnthropicServer } from "../testing/anthropic-server.ts";
import { numberedTokens } from "../testing/openai-script.ts";
import { type OpenAiServer, type Reply, startOpenAiServer } from "../testing/openai-server.ts";
import { outcomeOf, testRunner, turnOf } from "../testing/turns.ts";
import { redact } from "./failure.ts";

const KEY = "sk-very-secret-key";
let server: OpenAiServer;

beforeEach(async () => {
  server = await startOpenAiServer();
});

afterEach(() => server.close());

const runner = (options: Parameters<typeof testRunner>[0] = {}) =>
  testRunner({ models: { openai: { baseUrl: server.url, apiKey: KEY } }, ...options });
const turn = () => turnOf("go", { model: "openai/test-model" });
const failing = (
  status: number,
  message: string,
  more: { code?: string; headers?: Record<string, string> } = {},
): Reply => ({
  kind: "error",
  status,
  message,
  ...more,
});

test.each([
  ["a bad key", failing(401, `Incorrect API key provided: ${KEY}.`), /refused the key \(401\): check it/, "unknown"],
  ["a key without the right", failing(403, "no access"), /refused the key \(403\)/, "unknown"],
  [
    "a model that is not there",
    failing(404, "model 'test-model' not found"),
    /has no model "test-model" at http/,
    "unknown",
  ],
  [
    "a limit with a time",
    failing(429, "slow down", { headers: { "retry-after": "42" } }),
    /limits how much you may ask: try again in 42 s/,
    "rate_limit",
  ],
  ["a limit without one", failing(429, "slow down"), /try again later/, "rate_limit"],
  [
    "too long a conversation",
    failing(400, "This model's maximum context length is 8192 tokens.", { code: "context_length_exceeded" }),
    /too long for test-model: start a new session/,
    "context_length",
  ],
  ["a server with trouble", failing(500, "boom"), /has trouble \(500\): try again/, "unknown"],
  [
    "a request it does not like",
    failing(422, "bad temperature"),
    /refused the request \(422\).*bad temperature/,
    "unknown",
  ],
] as const)("%s is told with what to do", async (_what, reply, words, kind) => {
  server.script(() => reply);
  const { end, messages } = await outcomeOf(runner(), turn());
  expect(end).toMatchObject({ stopReason: "error", errorKind: kind, errorMessage: expect.stringMatching(words) });
  expect(messages).toMatchObject([
    { role: "assistant", content: [], stopReason: "error", errorMessage: end.errorMessage },
  ]);
  expect(JSON.stringify([end, messages])).not.toContain(KEY);
});

test("a key is never shown, neither ours nor one that only looks like it", () => {
  const shown = redact(`mine ${KEY}, theirs sk-proj-abcdef123456, sent as Bearer abc.def-123`, [KEY]);
  expect(shown).toBe("mine [key], theirs [key], sent as Bearer [key]");
});

test("a failure is logged once, in our log and not on the console", async () => {
  const printed = vi.spyOn(console, "error");
  const lines: string[] = [];
  const logger = pino({ level: "info" }, { write: (line: string) => void lines.push(line) });
  server.script(() => failing(401, `no ${KEY}`));
  await outcomeOf(runner({ logger }), turn());
  expect(printed).not.toHaveBeenCalled();
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('"runId":"run-1"');
  expect(lines[0]).not.toContain(KEY);
});

test("one stumble of the server is passed over, and only one", async () => {
  let asked = 0;
  server.script(() => (++asked === 1 ? failing(503, "busy") : undefined));
  expect(await outcomeOf(runner(), turn())).toMatchObject({ text: "You said: go", end: { stopReason: "stop" } });
  server.script(() => failing(503, "busy"));
  expect((await outcomeOf(runner(), turn())).end.stopReason).toBe("error");
  expect(server.exchanges).toHaveLength(4);
});

test("a short limit is waited for, a long one is told at once", async () => {
  let asked = 0;
  server.script(() => (++asked === 1 ? failing(429, "slow", { headers: { "retry-after": "0.05" } }) : undefined));
  expect((await outcomeOf(runner(), turn())).end.stopReason).toBe("stop");
  server.script(() => failing(429, "slow", { headers: { "retry-after": "600" } }));
  expect((await outcomeOf(runner(), turn())).end.errorKind).toBe("rate_limit");
  expect(server.exchanges).toHaveLength(3);
});

test("nobody at the address: it asks whether the server is running", async () => {
  await server.close();
  const { end } = await outcomeOf(runner(), turn());
  expect(end.errorMessage).toMatch(/Nobody answers: is 127\.0\.0\.1:\d+ running at http:\/\/127\.0\.0\.1:\d+\/v1\?/);
});

test("a connection that breaks in the middle keeps what came and says so", async () => {
  server.script(() => ({ kind: "answer", text: numberedTokens(3), lastly: "cut" }));
  const { end, messages, text } = await outcomeOf(runner(), turn());
  expect(text).toBe("0 1 2 ");
  expect(messages).toMatchObject([{ content: [{ type: "text", text: "0 1 2 " }], stopReason: "error" }]);
  expect(end).toMatchObject({ stopReason: "error", errorMessage: expect.stringContaining("broke in the middle") });
});

test("a stream that ends without a finish is an error, not an answer", async () => {
  const raw = createServer((socket) => {
    const chunk = JSON.stringify({
      id: "1",
      created: 1,
      model: "m",
      choices: [{ index: 0, delta: { content: "half" } }],
    });
    socket.end(`HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\ndata: ${chunk}\n\n`);
  });
  await new Promise<void>((resolve) => raw.listen(0, "127.0.0.1", resolve));
  const address = raw.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const { end, text } = await outcomeOf(
    testRunner({ models: { openai: { baseUrl: `http://127.0.0.1:${port}` } } }),
    turn(),
  );
  raw.close();
  expect(text).toBe("half");
  expect(end).toMatchObject({ stopReason: "error", errorMessage: expect.stringContaining("broke in the middle") });
});

test.each([
  ["between two tokens", 2],
  ["before the first", 0],
])("a provider that goes silent %s is given up, and its connection closed", async (_when, tokens) => {
  server.script(() => ({ kind: "answer", text: numberedTokens(tokens), lastly: "stall" }));
  const { end, text } = await outcomeOf(runner({ timeouts: { chunkMs: 50, firstChunkMs: 80 } }), turn());
  expect(text).toBe(numberedTokens(tokens).join(""));
  expect(end).toMatchObject({
    stopReason: "error",
    errorKind: "timeout",
    errorMessage: expect.stringContaining("did not answer in time"),
  });
  expect(await (await server.exchange(0)).closed).toBe("broken");
});

test("an error within Anthropic's answer is told by its kind", async () => {
  const anthropic = await startAnthropicServer(() => ({
    kind: "error",
    status: 529,
    type: "overloaded_error",
    message: "Overloaded",
  }));
  const { end } = await outcomeOf(
    testRunner({ models: { anthropic: { apiKey: KEY, baseUrl: anthropic.url } } }),
    turnOf("go", { model: "anthropic/claude-test" }),
  );
  await anthropic.close();
  expect(end.errorMessage).toMatch(/has trouble \(529\)/);
});

test.each([
  ["no/such", {}, /There is no model "no\/such".*builtin\/operator/],
  ["anthropic/claude-x", {}, /ANTHROPIC_API_KEY/],
  ["openai/gpt-x", {}, /OPENAI_BASE_URL or OPENAI_API_KEY/],
  ["gpt-x", {}, /There is no model "gpt-x"/],
  ["builtin/hal", {}, /the only one that is built in is builtin\/operator/],
  ["anthropic/claude-x", { anthropic: {} }, /Anthropic needs a key: set ANTHROPIC_API_KEY/],
  ["openai/gpt-x", { openai: { baseUrl: "https://api.openai.com/v1" } }, /OpenAI needs a key: set OPENAI_API_KEY/],
])("the model %s with %o says what to set", async (model, models, words) => {
  const { end } = await outcomeOf(testRunner({ models }), turnOf("go", { model }));
  expect(end).toMatchObject({ stopReason: "error", errorMessage: expect.stringMatching(words) });
});

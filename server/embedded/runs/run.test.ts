import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { numberedTokens } from "../testing/openai-script.ts";
import { type OpenAiServer, startOpenAiServer } from "../testing/openai-server.ts";
import { answering, outcomeOf, said, testRunner, turnOf } from "../testing/turns.ts";
import type { RunEvent } from "./contract.ts";

const MODEL = "openai/test-model";
let server: OpenAiServer;
let workspace: string;

beforeEach(async () => {
  server = await startOpenAiServer();
  workspace = await mkdtemp(join(tmpdir(), "runs-"));
});

afterEach(async () => {
  await server.close();
  await rm(workspace, { recursive: true });
});

const runner = (options: Parameters<typeof testRunner>[0] = {}) =>
  testRunner({ models: { openai: { baseUrl: server.url, apiKey: "sk-secret-12345" } }, ...options });
const turn = (words: Parameters<typeof turnOf>[0], fields: Parameters<typeof turnOf>[1] = {}) =>
  turnOf(words, { model: MODEL, workspace, ...fields });

test("2,000 tokens arrive exactly, in order, once, however the bytes are cut", async () => {
  const tokens = numberedTokens(2000);
  server.script(() => ({ kind: "answer", text: tokens, pieceBytes: 7 }));
  const { events, text, messages, end } = await outcomeOf(runner(), turn("go"));
  expect(text).toBe(tokens.join(""));
  expect(events.filter((event) => event.type === "text")).toHaveLength(2000);
  expect(messages).toMatchObject([
    {
      role: "assistant",
      content: [{ type: "text", text: tokens.join("") }],
      model: "test-model",
      provider: "openai",
      stopReason: "stop",
      usage: { input: 11, output: 7, totalTokens: 18 },
      __openclaw: { runId: "run-1" },
    },
  ]);
  expect(end).toEqual({ type: "end", stopReason: "stop", usage: { input: 11, output: 7, totalTokens: 18 } });
});

test("a token is passed on while the next one is still to come", async () => {
  server.script(() => ({ kind: "answer", text: ["first "], lastly: "stall" }));
  const left = new AbortController();
  for await (const event of runner().run(turn("go", { signal: left.signal }))) {
    if (event.type === "text") {
      expect(event.delta).toBe("first ");
      left.abort();
    }
  }
  expect(left.signal.aborted).toBe(true);
});

test.each(["reasoning_content", "reasoning"] as const)(
  "thinking streams from %s and is kept before the text",
  async (field) => {
    server.script(() => ({ kind: "answer", reasoning: ["Let me ", "see."], text: ["Yes."], reasoningField: field }));
    const { thinking, text, messages } = await outcomeOf(runner(), turn("go"));
    expect([thinking, text]).toEqual(["Let me see.", "Yes."]);
    expect(messages[0]?.content).toEqual([
      { type: "thinking", thinking: "Let me see." },
      { type: "text", text: "Yes." },
    ]);
  },
);

test("tool calls split over chunks run side by side, and the answer follows in a second step", async () => {
  const host = answering({ "agents.list": { defaultId: "main", agents: [] } });
  await writeFile(join(workspace, "a.txt"), "alpha");
  const { events, messages, text, end } = await outcomeOf(
    runner({ host: () => host }),
    turn('call agents_list {}\ncall workspace_read {"path":"a.txt"}'),
  );
  expect(events.filter((event) => event.type === "tool-start")).toMatchObject([
    { toolCallId: "call_0", name: "agents_list", args: {} },
    { toolCallId: "call_1", name: "workspace_read", args: { path: "a.txt" } },
  ]);
  const results = events.filter((event) => event.type === "tool-result");
  expect(results.toSorted((a, b) => a.toolCallId.localeCompare(b.toolCallId))).toMatchObject([
    { toolCallId: "call_0", result: { defaultId: "main", agents: [] }, isError: false },
    { toolCallId: "call_1", result: { content: "alpha" }, isError: false },
  ]);
  expect(messages.map((message) => message.role)).toEqual(["assistant", "toolResult", "toolResult", "assistant"]);
  expect(messages[0]).toMatchObject({ stopReason: "toolUse", usage: { totalTokens: 18 } });
  expect(text).toContain("alpha");
  expect(end.usage).toEqual({ input: 22, output: 14, totalTokens: 36 });
});

test("a tool that fails tells the model why, and the run goes on", async () => {
  const { messages, end } = await outcomeOf(runner(), turn('call workspace_read {"path":"../etc/passwd"}'));
  expect(messages[1]).toMatchObject({ role: "toolResult", isError: true });
  expect(JSON.stringify(messages[1])).toContain("outside of the workspace");
  expect(server.exchanges[1]?.body.messages.at(-1)?.content).toContain("outside of the workspace");
  expect(end.stopReason).toBe("stop");
});

test.each([
  ["arguments that do not fit", 'call workspace_read {"file":"a"}', /arguments/i],
  ["a tool that there is not", "call rm_rf {}", /rm_rf/],
])("%s come back to the model as an error", async (_what, words, said) => {
  const { messages, end } = await outcomeOf(runner(), turn(words));
  expect(messages[1]).toMatchObject({ role: "toolResult", isError: true });
  expect(JSON.stringify(messages[1]?.content)).toMatch(said);
  expect(end.stopReason).toBe("stop");
});

test("a tool's progress is passed on while it works", async () => {
  await Promise.all(Array.from({ length: 250 }, (_none, index) => writeFile(join(workspace, `${index}.txt`), "")));
  const { events } = await outcomeOf(runner(), turn("call workspace_list {}"));
  const updates = events.filter((event) => event.type === "tool-update");
  expect(updates.map((event) => event.partial)).toEqual([
    expect.stringContaining("100 entries"),
    expect.stringContaining("200 entries"),
  ]);
  const [result] = events.filter((event) => event.type === "tool-result");
  expect(result?.result).toMatchObject({ entries: { length: 250 }, truncated: false });
});

test("a tool whose gateway never answers ends in time", async () => {
  const host = { call: () => new Promise<never>(() => undefined) };
  const { messages, end } = await outcomeOf(
    runner({ host: () => host, timeouts: { toolMs: 30 } }),
    turn("call agents_list {}"),
  );
  expect(JSON.stringify(messages[1])).toContain("did not answer in time");
  expect(end.stopReason).toBe("stop");
});

test.each([
  ["the usual way", undefined],
  ["with a reason of its own", new Error("The run was stopped.")],
])(
  "aborting %s ends the provider's stream, which goes on for ever, keeps what was said and ends with aborted",
  async (_how, reason) => {
    server.script(() => ({ kind: "answer", text: numberedTokens(5), lastly: "stall" }));
    const stop = new AbortController();
    const events: RunEvent[] = [];
    for await (const event of runner().run(turn("go", { signal: stop.signal }))) {
      events.push(event);
      if (events.filter(({ type }) => type === "text").length === 5 && !stop.signal.aborted) {
        stop.abort(reason);
      }
    }
    expect(await (await server.exchange(0)).closed).toBe("broken");
    expect(events.slice(-2)).toMatchObject([
      {
        type: "message",
        message: { role: "assistant", stopReason: "aborted", content: [{ type: "text", text: "0 1 2 3 4 " }] },
      },
      { type: "end", stopReason: "aborted" },
    ]);
  },
);

test("aborting while the provider has not answered at all ends the run and the connection", async () => {
  const stop = new AbortController();
  const running = outcomeOf(runner(), turn("say nothing", { signal: stop.signal }));
  const { closed } = await server.exchange(0);
  stop.abort(new Error("The run was stopped."));
  expect((await running).events).toEqual([{ type: "end", stopReason: "aborted" }]);
  expect(await closed).toBe("broken");
});

test("aborting during a tool ends the run at once, with a result for the open call", async () => {
  const stop = new AbortController();
  const host = {
    call(method: string) {
      if (method === "agents.list") stop.abort();
      return method === "agents.list" ? new Promise<never>(() => undefined) : Promise.resolve({ skills: [] });
    },
  };
  const { events, messages, end } = await outcomeOf(
    runner({ host: () => host }),
    turn("call agents_list {}", { signal: stop.signal }),
  );
  expect(end).toMatchObject({ stopReason: "aborted" });
  expect(messages).toMatchObject([
    { role: "assistant", stopReason: "aborted" },
    { role: "toolResult", isError: true },
  ]);
  expect(events.filter((event) => event.type === "tool-result")).toHaveLength(1);
});

test("a run that was aborted before it began asks nobody", async () => {
  const { events } = await outcomeOf(runner(), turn("go", { signal: AbortSignal.abort() }));
  expect(events).toEqual([{ type: "end", stopReason: "aborted" }]);
  expect(server.exchanges).toHaveLength(0);
});

test("leaving the iteration early closes the provider's connection", async () => {
  server.script(() => ({ kind: "answer", text: ["one "], lastly: "stall" }));
  for await (const event of runner().run(turn("go"))) if (event.type === "text") break;
  expect(await (await server.exchange(0)).closed).toBe("broken");
});

test("what is said while tools run is heard at the next step", async () => {
  const inputs = [said("and be brief", 2)];
  const { end } = await outcomeOf(
    runner({ host: () => answering({ "agents.list": { defaultId: "main", agents: [] } }) }),
    turn("call agents_list {}", { takeSteering: () => (server.exchanges.length === 1 ? inputs.splice(0) : []) }),
  );
  expect(server.exchanges[1]?.body.messages.slice(-2)).toMatchObject([
    { role: "tool" },
    { role: "user", content: "and be brief" },
  ]);
  expect(end.stopReason).toBe("stop");
});

test("what is said while the last words stream is answered in the same run", async () => {
  const inputs = [said("and then?", 2)];
  const { text, messages } = await outcomeOf(
    runner(),
    turn("first", { takeSteering: () => (server.exchanges.length === 1 ? inputs.splice(0) : []) }),
  );
  expect(text).toBe("You said: firstYou said: and then?");
  expect(messages.map((message) => message.role)).toEqual(["assistant", "assistant"]);
});

test("words before a call stay before it, and come back to the model so", async () => {
  let asked = 0;
  server.script(() =>
    ++asked === 1
      ? { kind: "answer", text: ["I look."], toolCalls: [{ name: "workspace_list", arguments: "{}" }] }
      : undefined,
  );
  const { messages } = await outcomeOf(runner(), turn("go"));
  expect(messages[0]?.content).toMatchObject([{ type: "text", text: "I look." }, { type: "toolCall" }]);
  expect(server.exchanges[1]?.body.messages.slice(-2)).toMatchObject([
    { role: "assistant", content: "I look.", tool_calls: [{ id: "call_0" }] },
    { role: "tool", tool_call_id: "call_0" },
  ]);
});

test.each([
  ["that the provider lists", 6_000, 1],
  ["that is unknown, which counts as 32,768", undefined, 6],
])("a long conversation is trimmed to a window %s", async (_what, max_model_len, turns) => {
  const narrow = await startOpenAiServer({ models: [{ id: "test-model", max_model_len }] });
  const history = Array.from({ length: 21 }, (_none, index) => said(`${index} ${"word ".repeat(3_000)}`, index));
  history.push(said("the question", 99));
  await outcomeOf(testRunner({ models: { openai: { baseUrl: narrow.url } } }), turn("", { history }));
  const { messages } = (await narrow.exchange(0)).body;
  await narrow.close();
  expect(messages.at(-1)?.content).toBe("the question");
  expect(messages.slice(1)).toHaveLength(turns);
});

test("a model that never stops calling tools is stopped after 24 steps", async () => {
  server.script(() => ({ kind: "answer", toolCalls: [{ name: "agents_list", arguments: "{}" }] }));
  const { end, messages } = await outcomeOf(
    runner({ host: () => answering({ "agents.list": { defaultId: "main", agents: [] } }) }),
    turn("go"),
  );
  expect(server.exchanges).toHaveLength(24);
  expect(messages).toHaveLength(48);
  expect(end).toMatchObject({ stopReason: "length", errorMessage: expect.stringContaining("24 steps") });
});

test("an answer that was cut by the limit of tokens ends with length", async () => {
  server.script(() => ({ kind: "answer", text: ["half"], finish: "length" }));
  const { end, messages } = await outcomeOf(runner(), turn("go"));
  expect(messages).toMatchObject([{ stopReason: "length" }]);
  expect(end.stopReason).toBe("length");
});

test("a refusal of the provider says so", async () => {
  server.script(() => ({ kind: "answer", text: ["I"], finish: "content_filter" }));
  const { end, text } = await outcomeOf(runner(), turn("go"));
  expect(text).toBe("I");
  expect(end).toMatchObject({ stopReason: "error", errorKind: "refusal" });
});

test("images go along, and the thinking level", async () => {
  await outcomeOf(
    runner(),
    turn(
      [
        { type: "text", text: "what is it?" },
        { type: "image", data: "iVBORw0KGgo=", mimeType: "image/png" },
      ],
      { thinking: "low" },
    ),
  );
  const { body } = await server.exchange(0);
  expect(body.messages.at(-1)?.content).toEqual([
    { type: "text", text: "what is it?" },
    { type: "image_url", image_url: { url: "data:image/png;base64,iVBORw0KGgo=" } },
  ]);
  expect(body.reasoning_effort).toBe("low");
});

test("the agent's files and the day stand in the instructions", async () => {
  await writeFile(join(workspace, "SOUL.md"), "You are a pirate.");
  await writeFile(join(workspace, "MEMORY.md"), `begins ${"x".repeat(50_000)}`);
  await outcomeOf(runner({ clock: () => Date.UTC(2026, 4, 17, 12) }), turn("go"));
  const [system] = (await server.exchange(0)).body.messages;
  expect(system?.content).toContain("You are a pirate.");
  expect(system?.content).toContain("2026-05-17");
  expect(system?.content).toContain("[truncated");
  expect(String(system?.content).length).toBeLessThan(20_000);
});

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LanguageModelV4CallOptions, LanguageModelV4Prompt, LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { afterEach, beforeEach, expect, test } from "vitest";
import { answering, outcomeOf, said, stored, testRunner, turnOf } from "../../testing/turns.ts";
import { createOperatorModel } from "./model.ts";
import { BRISK } from "./pace.ts";

const NOW = Date.UTC(2026, 0, 1, 12);
const results = {
  status: {
    version: "1.2.3",
    uptimeMs: 7_500_000,
    startedAt: 0,
    model: { primary: "builtin/operator", configured: false },
    runs: {
      active: [
        { runId: "run-1", sessionKey: "agent:main:main", agentId: "main", state: "running", startedAt: NOW - 9_000 },
      ],
      queued: 2,
      limit: 4,
    },
    sessions: { count: 12 },
    memory: { rssBytes: 120_000_000, heapUsedBytes: 40_000_000 },
    stateDir: "/x",
  },
  health: {
    ok: true,
    ts: 0,
    durationMs: 0,
    eventLoop: { degraded: false, delayP99Ms: 1, delayMaxMs: 2, utilization: 0 },
  },
  "sessions.list": {
    ts: 0,
    count: 1,
    totalCount: 1,
    nextOffset: null,
    hasMore: false,
    sessions: [
      {
        key: "agent:main:x",
        sessionId: "x",
        agentId: "main",
        kind: "direct",
        createdAt: 0,
        updatedAt: NOW - 60_000,
        label: "Deploy | prod",
      },
    ],
  },
  "chat.history": {
    sessionId: "x",
    sessionKey: "agent:main:x",
    messages: [said("ship it")],
    pendingInputs: { items: [], total: 0 },
    deltaCursor: "",
    hasMore: false,
    totalMessages: 1,
  },
  "agents.list": {
    defaultId: "main",
    mainKey: "agent:main:main",
    scope: "per-sender",
    agents: [{ id: "main", name: "Main", workspace: "/w", model: { primary: "builtin/operator" } }],
  },
  "cron.run": { ok: true, enqueued: true, runId: "r" },
  "cron.list": {
    jobs: [
      {
        id: "j1",
        name: "Nightly backup",
        enabled: true,
        createdAtMs: 0,
        updatedAtMs: 0,
        schedule: { kind: "cron", expr: "0 3 * * *", tz: "UTC" },
        sessionTarget: "isolated",
        wakeMode: "now",
        payload: { kind: "agentTurn", message: "Back up." },
        state: { nextRunAtMs: NOW + 7_200_000, lastRunAtMs: NOW - 60_000, lastRunStatus: "error" },
      },
    ],
    total: 1,
    offset: 0,
    limit: 200,
    hasMore: false,
    nextOffset: null,
  },
  "logs.search": {
    entries: [{ cursor: 1, time: NOW, level: "error", source: "hub", msg: "socket ``` broke" }],
    searched: 4321,
    truncated: false,
  },
};

let workspace: string;

beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), "operator-"));
});

afterEach(() => rm(workspace, { recursive: true }));

const runner = () => testRunner({ host: () => answering(results), clock: () => NOW });
const turn = (words: string, fields: Parameters<typeof turnOf>[1] = {}) => turnOf(words, { workspace, ...fields });

test("thinks aloud, calls the tool, and answers from its result in well-formed Markdown", async () => {
  const { events, thinking, text, messages, end } = await outcomeOf(runner(), turn("What's running?"));
  const kinds = events.map((event) => event.type);
  expect(kinds.indexOf("thinking")).toBeLessThan(kinds.indexOf("tool-start"));
  expect(kinds.indexOf("tool-result")).toBeLessThan(kinds.indexOf("text"));
  expect(thinking).toContain("I'll ask the gateway");
  expect(text).toContain(
    "| session | agent | state | model | since |\n| --- | --- | --- | --- | --- |\n| `agent:main:main` | main | running | – | 9 s ago |",
  );
  expect(text).toContain("| up for | 2 h 5 min |");
  expect(messages.map((message) => message.role)).toEqual(["assistant", "toolResult", "assistant"]);
  expect(messages[0]).toMatchObject({ model: "operator", provider: "builtin", stopReason: "toolUse" });
  expect(end).toMatchObject({ stopReason: "stop", usage: { totalTokens: expect.any(Number) } });
  expect(end.usage?.output).toBeGreaterThan(50);
});

test("a title takes two steps: the session is looked up, then read", async () => {
  const { events, text } = await outcomeOf(runner(), turn("show session deploy"));
  expect(events.flatMap((event) => (event.type === "tool-start" ? [event.name] : []))).toEqual([
    "sessions_list",
    "session_transcript",
  ]);
  expect(text).toContain("ship it");
});

test("several commands are worked on side by side and answered in the order of asking", async () => {
  const { events, text } = await outcomeOf(runner(), turn("list agents, then list sessions and show errors"));
  expect(events.flatMap((event) => (event.type === "tool-start" ? [event.name] : []))).toEqual([
    "agents_list",
    "sessions_list",
    "logs_search",
  ]);
  expect(text.indexOf("Main (default)")).toBeLessThan(text.indexOf("Deploy \\| prod"));
  expect(text.indexOf("Deploy \\| prod")).toBeLessThan(text.indexOf("````log\n"));
});

test("files are written and read for real", async () => {
  const written = await outcomeOf(runner(), turn("write file notes/todo.md: buy milk"));
  expect(written.text).toBe("Created `notes/todo.md` (9 B).");
  expect(await readFile(join(workspace, "notes/todo.md"), "utf8")).toBe("buy milk\n");
  const history = [
    ...stored([turn("write file notes/todo.md: buy milk").history[0] ?? said(""), ...written.messages]),
    said("read notes/todo.md", 9),
  ];
  const { text } = await outcomeOf(runner(), turn("", { history }));
  expect(text).toBe("`notes/todo.md` (9 B):\n\n```md\nbuy milk\n```");
});

test("a tool's error is told in its own words", async () => {
  const { text } = await outcomeOf(runner(), turn("read file ../secrets.txt"));
  expect(text).toMatch(/^That didn't work: .*outside of the workspace/);
});

test("a scheduled job is run by a part of its name, and the jobs are listed in plain words", async () => {
  const ran = await outcomeOf(runner(), turn("run cron backup"));
  expect(ran.text).toBe("Started **Nightly backup**. What it does stands in `cron:j1`.");
  const listed = await outcomeOf(runner(), turn("list cron jobs"));
  expect(listed.text).toContain("| Nightly backup | At 03:00, UTC | in 2 h | error, 1 min ago |");
  const unknown = await outcomeOf(runner(), turn("run cron dinner"));
  expect(unknown.text).toContain('There is no job "dinner", but Nightly backup.');
});

test("anything else is met with the truth: no LLM, and how to set one up", async () => {
  const { text } = await outcomeOf(runner(), turn("write me a poem"));
  expect(text).toContain("**not an LLM**");
  expect(text).toContain("OPENAI_BASE_URL");
  expect(text).toContain("ANTHROPIC_API_KEY");
});

test("what is said while it works is answered too, and nothing twice", async () => {
  const inputs = [said("list agents", 2)];
  let asked = 0;
  const { text } = await outcomeOf(
    runner(),
    turn("status", { takeSteering: () => (++asked === 2 ? inputs.splice(0) : []) }),
  );
  expect(text.match(/The gateway is well/g)).toHaveLength(1);
  expect(text.match(/Main \(default\)/g)).toHaveLength(1);
});

test("only what was asked since the last answer is answered", async () => {
  const first = await outcomeOf(runner(), turn("status"));
  const history = [...stored([said("status"), ...first.messages]), said("list agents", 9)];
  const { text } = await outcomeOf(runner(), turn("", { history }));
  expect(text).toContain("Main (default)");
  expect(text).not.toContain("The gateway is well");
});

const prompt: LanguageModelV4Prompt = [{ role: "user", content: [{ type: "text", text: "status" }] }];
const options: LanguageModelV4CallOptions = {
  prompt,
  tools: [{ type: "function", name: "gateway_status", inputSchema: {} }],
};

test("says when a tool isn't there, and calls none", async () => {
  const model = createOperatorModel({ pace: { thinkingMs: 0, wordMs: 0, mostMs: 0 }, clock: () => NOW });
  const asked: LanguageModelV4Prompt = [{ role: "user", content: [{ type: "text", text: "run cron backup" }] }];
  const parts = await all((await model.doStream({ ...options, prompt: asked })).stream);
  const text = parts.flatMap((part) => (part.type === "text-delta" ? [part.delta] : [])).join("");
  expect(text).toContain("`cron_run` isn't available on this gateway");
  expect(parts.some((part) => part.type === "tool-call")).toBe(false);
});

test("as a model of the SDK it streams well-formed parts, arguments included", async () => {
  const model = createOperatorModel({ pace: { thinkingMs: 0, wordMs: 0, mostMs: 0 }, clock: () => NOW });
  const parts = await all((await model.doStream(options)).stream);
  const call = parts.find((part) => part.type === "tool-call");
  const input = parts.flatMap((part) => (part.type === "tool-input-delta" ? [part.delta] : [])).join("");
  expect(call).toMatchObject({ toolName: "gateway_status", input: "{}" });
  expect(input).toBe("{}");
  expect(parts[0]).toEqual({ type: "stream-start", warnings: [] });
  expect(parts.at(-1)).toMatchObject({
    type: "finish",
    finishReason: { unified: "tool-calls" },
    usage: { raw: { estimated: true } },
  });
});

test("asked to generate instead, it gives the same at once", async () => {
  const model = createOperatorModel({ pace: BRISK, clock: () => NOW });
  const { content, finishReason } = await model.doGenerate(options);
  expect(content).toMatchObject([{ type: "reasoning" }, { type: "tool-call", toolName: "gateway_status" }]);
  expect(finishReason.unified).toBe("tool-calls");
});

test("its typing is bounded, and an abort ends it at once", async () => {
  const model = createOperatorModel({ pace: { thinkingMs: 1, wordMs: 30, mostMs: 60 }, clock: () => NOW });
  const prompt: LanguageModelV4CallOptions["prompt"] = [
    { role: "user", content: [{ type: "text", text: "who are you" }] },
  ];
  const typed = (await all((await model.doStream({ prompt })).stream)).filter(({ type }) => type === "text-delta");
  // A rest of 30 ms before each piece, 60 ms in all.
  expect(typed).toHaveLength(2);

  const stop = new AbortController();
  const slow = createOperatorModel({ pace: { thinkingMs: 60_000, wordMs: 60_000, mostMs: 600_000 }, clock: () => NOW });
  const reading = all((await slow.doStream({ ...options, abortSignal: stop.signal })).stream);
  stop.abort();
  await expect(reading).rejects.toMatchObject({ name: "AbortError" });
});

async function all(stream: ReadableStream<LanguageModelV4StreamPart>): Promise<LanguageModelV4StreamPart[]> {
  const parts: LanguageModelV4StreamPart[] = [];
  for await (const part of stream) parts.push(part);
  return parts;
}

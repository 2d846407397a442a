import { expect, test } from "vitest";
import type { SessionRow } from "../../../protocol/sessions.ts";
import { answering, testRunner } from "../../testing/turns.ts";
import { bounded, fitting, RESULT_LIMIT } from "./bound.ts";
import { bindTools, toolCatalog } from "./table.ts";

const row = (index: number): SessionRow => ({
  key: `agent:main:s${index}`,
  sessionId: `s${index}`,
  agentId: "main",
  kind: "direct",
  createdAt: 1,
  updatedAt: 2,
  derivedTitle: `Session ${index}`,
  lastMessagePreview: "word ".repeat(100),
});

/** Runs a tool as the SDK does. */
async function call(name: string, args: unknown, results: { [method: string]: unknown }): Promise<unknown> {
  const tool = bindTools({
    host: answering(results),
    workspace: "/nonexistent",
    sessionKey: "s",
    agentId: "main",
    runId: "r",
  })[name];
  const options = { toolCallId: "1", messages: [], abortSignal: new AbortController().signal, context: undefined };
  return tool?.execute?.(args, options);
}

test("the catalog shows every tool with its schema, and agrees with what a run gets", () => {
  const { groups } = testRunner().tools("main");
  const ids = groups.flatMap((group) => group.tools.map((tool) => tool.id));
  expect(ids).toEqual(
    Object.keys(bindTools({ host: answering({}), workspace: "/", sessionKey: "s", agentId: "main", runId: "r" })),
  );
  expect(ids).toContain("workspace_write");
  for (const tool of toolCatalog("main").groups.flatMap((group) => group.tools)) {
    expect(tool).toMatchObject({
      label: expect.any(String),
      description: expect.any(String),
      parameters: { type: "object" },
    });
  }
});

test("a result is at most 20,000 characters, and says when it was cut", async () => {
  const sessions = Array.from({ length: 200 }, (_none, index) => row(index));
  const found = await call(
    "sessions_list",
    { limit: 200 },
    {
      "sessions.list": { ts: 1, count: 200, totalCount: 900, nextOffset: 200, hasMore: true, sessions },
    },
  );
  expect(JSON.stringify(found).length).toBeLessThanOrEqual(RESULT_LIMIT);
  expect(found).toMatchObject({
    total: 900,
    truncated: true,
    sessions: { 0: { key: "agent:main:s0", title: "Session 0" } },
  });
  const text = String(bounded({ text: "x".repeat(50_000) }));
  expect(text.slice(RESULT_LIMIT)).toMatch(/^\n\[truncated: \d+ more characters\]$/);
});

test("what fits is kept from the end that was asked for", () => {
  expect(fitting([1, 2, 3, 4], { limit: 4 })).toEqual({ items: [1, 2], truncated: true });
  expect(fitting([1, 2, 3, 4], { limit: 4, from: "end" })).toEqual({ items: [3, 4], truncated: true });
  expect(fitting([1, 2], { limit: 4 })).toEqual({ items: [1, 2], truncated: false });
});

test("a transcript keeps its newest messages when it is long", async () => {
  const messages = Array.from({ length: 20 }, (_none, index) => ({
    role: "user",
    content: `${index} ${"x".repeat(3000)}`,
    timestamp: index,
    __openclaw: { id: `m${index}`, seq: index + 1 },
  }));
  const history = { sessionKey: "k", sessionId: "s", messages, totalMessages: 20, hasMore: false };
  const found = await call("session_transcript", { key: "k" }, { "chat.history": history });
  expect(found).toMatchObject({ total: 20, truncated: true });
  expect(JSON.stringify(found)).toContain('"id":"m19"');
  expect(JSON.stringify(found)).not.toContain('"id":"m0"');
});

test("search passes its filters on and shows no control characters", async () => {
  const params: unknown[] = [];
  const found = await call(
    "transcripts_search",
    { query: "milk" },
    {
      "sessions.search": (given: unknown) => {
        params.push(given);
        const hit = {
          sessionKey: "k",
          sessionId: "s",
          messageId: "m",
          role: "user",
          timestamp: 1,
          snippet: "buy \u0002milk\u0003",
          score: 1,
        };
        return { results: [hit] };
      },
    },
  );
  expect(params).toEqual([{ query: "milk", limit: 20 }]);
  expect(found).toEqual({
    query: "milk",
    hits: [{ sessionKey: "k", messageId: "m", role: "user", time: 1, snippet: "buy milk" }],
    truncated: false,
  });
});

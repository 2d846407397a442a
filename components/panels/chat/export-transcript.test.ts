import { expect, test } from "vitest";
import type { ChatHistoryResult } from "@/server/protocol/chat.ts";
import type { Message } from "@/server/protocol/messages.ts";
import { fileNameOf, formatTranscript, MAX_EXPORTED, readTranscript } from "./export-transcript.ts";

const user = (n: number): Message => ({
  role: "user",
  content: `Question ${n}`,
  timestamp: n,
  __openclaw: { id: `u${n}`, seq: n },
});

test("every page is read, and the oldest message comes first", async () => {
  const all = Array.from({ length: 2_345 }, (_, n) => user(n));
  const asked: number[] = [];
  const read = async ({ offset = 0, limit = 0 }): Promise<ChatHistoryResult> => {
    asked.push(offset);
    const end = all.length - offset;
    const messages = all.slice(Math.max(0, end - limit), end);
    return {
      sessionId: "s",
      sessionKey: "agent:main:main",
      messages,
      pendingInputs: { items: [], total: 0 },
      deltaCursor: "",
      hasMore: end - limit > 0,
      totalMessages: all.length,
    };
  };
  expect(await readTranscript(read, "agent:main:main")).toEqual(all);
  expect(asked).toEqual([0, 1_000, 2_000]);
});

test("a transcript without an end is read up to a bound", async () => {
  const page = Array.from({ length: 1_000 }, (_, n) => user(n));
  const history = { sessionId: "s", sessionKey: "k", pendingInputs: { items: [], total: 0 }, deltaCursor: "" };
  const endless = async () => ({ ...history, messages: page, hasMore: true, totalMessages: 1e9 });
  expect(await readTranscript(endless, "k")).toHaveLength(MAX_EXPORTED);
});

test("Markdown tells who said what, with tools and their results", () => {
  const messages: Message[] = [
    user(1),
    {
      role: "assistant",
      model: "m",
      content: [
        { type: "thinking", thinking: "hm\nhm" },
        { type: "toolCall", id: "c", name: "read_file", arguments: { path: "a.md" } },
      ],
      timestamp: 2,
      __openclaw: { id: "a", seq: 2 },
    },
    {
      role: "toolResult",
      toolCallId: "c",
      toolName: "read_file",
      isError: false,
      content: "```\ncode\n```",
      timestamp: 3,
      __openclaw: { id: "t", seq: 3 },
    },
  ];
  const text = formatTranscript(messages, "My chat", "markdown");
  expect(text).toContain("# My chat\n\n## You · 1970-01-01T00:00:00.001Z\n\nQuestion 1");
  expect(text).toContain("> hm\n> hm");
  expect(text).toContain('**read_file**\n\n```json\n{\n  "path": "a.md"\n}\n```');
  // A fence inside does not end the one around it.
  expect(text).toContain("### Result of read_file\n\n````\n```\ncode\n```\n````");
});

test("JSON holds the messages as they are", () => {
  expect(JSON.parse(formatTranscript([user(1)], "t", "json"))).toEqual({ title: "t", messages: [user(1)] });
});

test("a title becomes a file's name, also one without a letter", () => {
  expect(fileNameOf("Größe: 3/4?", "markdown")).toBe("größe-3-4.md");
  expect(fileNameOf("???", "json")).toBe("transcript.json");
});

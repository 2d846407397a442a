import { Type } from "typebox";
import { type Message, textOf } from "../../../protocol/messages.ts";
import { closed, SessionKey } from "../../../protocol/schema/common.ts";
import type { SessionRow } from "../../../protocol/sessions.ts";
import { excerpt, fitting } from "./bound.ts";
import { callHost } from "./rpc.ts";
import { defineTool } from "./tool.ts";

export const sessionsList = defineTool({
  name: "sessions_list",
  label: "List sessions",
  description:
    "Lists sessions, newest first: key, title, agent, model, tokens, last update, whether one is running. `search` matches key, title and last message.",
  parameters: Type.Object(
    {
      search: Type.Optional(Type.String({ maxLength: 200 })),
      agentId: Type.Optional(Type.String()),
      activeMinutes: Type.Optional(
        Type.Integer({ minimum: 1, description: "Only those updated in the last so many minutes." }),
      ),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, description: "Default 25." })),
    },
    closed,
  ),
  async run({ limit = 25, ...filter }, { host }) {
    const found = await callHost(host, "sessions.list", {
      ...filter,
      limit,
      includeDerivedTitles: true,
      includeLastMessage: true,
    });
    const { items, truncated } = fitting(found.sessions.map(summary));
    return { total: found.totalCount, sessions: items, truncated: truncated || found.hasMore };
  },
});

export const sessionTranscript = defineTool({
  name: "session_transcript",
  label: "Read a session",
  description: "Reads the newest messages of a session, oldest first. Take the key from sessions_list.",
  parameters: Type.Object(
    {
      key: SessionKey,
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, description: "Default 20." })),
    },
    closed,
  ),
  async run({ key, limit = 20 }, { host }) {
    const history = await callHost(host, "chat.history", { sessionKey: key, limit, maxChars: 4000 });
    const { items, truncated } = fitting(history.messages.map(line), { from: "end" });
    return {
      key: history.sessionKey,
      title: history.sessionInfo && titleOf(history.sessionInfo),
      total: history.totalMessages,
      messages: items,
      truncated: truncated || history.hasMore,
    };
  },
});

export const transcriptsSearch = defineTool({
  name: "transcripts_search",
  label: "Search transcripts",
  description: "Full-text search over what was said in all sessions, best match first.",
  parameters: Type.Object(
    {
      query: Type.String({ minLength: 1, maxLength: 500 }),
      agentId: Type.Optional(Type.String()),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, description: "Default 20." })),
    },
    closed,
  ),
  async run({ query, agentId, limit = 20 }, { host }) {
    const found = await callHost(host, "sessions.search", { query, agentId, limit });
    const hits = found.results.map(({ sessionKey, messageId, role, timestamp, snippet }) => ({
      sessionKey,
      messageId,
      role,
      time: timestamp,
      // The store marks matches with control characters, which no reader of text wants.
      snippet: excerpt(snippet.replaceAll("\u0002", "").replaceAll("\u0003", ""), 300),
    }));
    const { items, truncated } = fitting(hits);
    return { query, hits: items, truncated: truncated || found.truncated === true };
  },
});

function summary(row: SessionRow) {
  return {
    key: row.key,
    title: titleOf(row),
    agentId: row.agentId,
    updatedAt: row.updatedAt,
    running: row.hasActiveRun === true,
    model: row.model,
    tokens: row.totalTokens,
    messages: row.messageCount,
    last: row.lastMessagePreview && excerpt(row.lastMessagePreview, 120),
  };
}

function titleOf(row: SessionRow): string {
  return excerpt(row.label ?? row.derivedTitle ?? row.displayName ?? row.key, 80);
}

function line(message: Message) {
  const calls =
    message.role === "assistant" && Array.isArray(message.content)
      ? message.content.flatMap((part) => (part.type === "toolCall" ? [part.name] : []))
      : [];
  return {
    id: message.__openclaw.id,
    role: message.role,
    time: message.timestamp,
    text: textOf(message).slice(0, 4000),
    ...(message.role === "toolResult" && { tool: message.toolName }),
    ...(calls.length > 0 && { calls }),
  };
}

/** One session in a list. OpenClaw's `SessionRow`, the fields that panels read. */
export interface SessionRow {
  key: string;
  sessionId: string;
  agentId: string;
  kind: "direct" | "group" | "global" | "unknown";
  /** Given by a person; wins over `derivedTitle`. */
  label?: string;
  /** From the first message. */
  derivedTitle?: string;
  displayName?: string;
  lastMessagePreview?: string;
  channel?: string;
  /** A group that a person put it in. */
  category?: string;
  createdAt: number;
  updatedAt: number;
  archived?: boolean;
  pinned?: boolean;
  unread?: boolean;
  model?: string;
  modelProvider?: string;
  thinkingLevel?: string;
  inputTokens?: number;
  outputTokens?: number;
  totalTokens?: number;
  /** Size of the model's context window, in tokens. */
  contextTokens?: number;
  estimatedCostUsd?: number;
  hasActiveRun?: boolean;
  activeRunIds?: string[];
  /** How the last run ended; `interrupted` when the process died in the middle of it. */
  status?: "queued" | "running" | "done" | "failed" | "killed" | "timeout" | "interrupted";
  lastRunError?: string;
  lastRunId?: string;
  messageCount?: number;
}

export interface SessionsListResult {
  ts: number;
  count: number;
  totalCount: number;
  nextOffset: number | null;
  hasMore: boolean;
  sessions: SessionRow[];
}

export interface SessionsCreateResult {
  ok: true;
  key: string;
  sessionId: string;
  entry: SessionRow;
}

export interface SessionsSearchHit {
  sessionKey: string;
  sessionId: string;
  messageId: string;
  role: "user" | "assistant";
  timestamp: number;
  /** Plain text; matches stand between U+0002 and U+0003. */
  snippet: string;
  score: number;
}

export interface SessionsSearchResult {
  results: SessionsSearchHit[];
  truncated?: boolean;
}

"use client";

import type { RpcError } from "@/server/protocol/errors.ts";
import type { LogEntry, LogLevel } from "@/server/protocol/methods.ts";

export interface LogFilter {
  /** Matches message, source and fields; case is ignored. */
  text?: string;
  /** `text` is a regular expression. */
  regex?: boolean;
  levels?: readonly LogLevel[];
  sources?: readonly string[];
  sessionKey?: string;
  runId?: string;
  /** Milliseconds since 1970. */
  from?: number;
  to?: number;
}

export interface LogsView {
  /** Lines that match, oldest first; stands still while paused. */
  entries: readonly LogEntry[];
  /** Lines that matched since it was paused. */
  newCount: number;
  /** How many lines the filter looked at. */
  searched: number;
  /** Everything that the server keeps, up to 100,000 lines, is loaded. */
  isComplete: boolean;
  isLoadingOlder: boolean;
  loadOlder: () => void;
  /** Every source seen so far, sorted. */
  sources: readonly string[];
  /** Why `text` is no regular expression. */
  filterError: string | undefined;
  isLoading: boolean;
  error: RpcError | undefined;
}

/** The log, live, from newest back to 100,000 lines; filtered here, over every line that is loaded. */
export declare function useLogs(options?: { filter?: LogFilter; paused?: boolean; gateway?: string }): LogsView;

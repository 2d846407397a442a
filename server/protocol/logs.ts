export type LogLevel = "trace" | "debug" | "info" | "warn" | "error" | "fatal";

/** One line of the log. Secrets are already redacted. */
export interface LogEntry {
  /** Grows by one a line within one file position space; also the `logs.tail` cursor after this line. */
  cursor: number;
  time: number;
  level: LogLevel;
  /** The part of the system that spoke: "hub", "gateway", "run", "store" … */
  source: string;
  msg: string;
  runId?: string;
  sessionKey?: string;
  /** The remaining fields of the line. */
  fields?: { [key: string]: unknown };
}

export interface LogsTailResult {
  file: string;
  cursor: number;
  size: number;
  /** JSON lines. */
  lines: string[];
  truncated?: boolean;
  reset?: boolean;
}

export interface LogsSearchResult {
  entries: LogEntry[];
  /** How many lines were looked at. */
  searched: number;
  truncated: boolean;
}

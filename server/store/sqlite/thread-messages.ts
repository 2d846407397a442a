import type { Result, Statement } from "../engine.ts";

/** What a database thread is started with. */
export interface ThreadOptions {
  file: string;
  /** A reader opens the file read-only, after the writer has made it. */
  mode: "write" | "read";
  /** The file grows no further than this. */
  maxBytes?: number;
}

export interface Job {
  id: number;
  statements: readonly Statement[];
}

export type ToThread = { kind: "jobs"; jobs: Job[] } | { kind: "close" };

export type FromThread =
  | { kind: "ready"; migrated?: { from: number; to: number } }
  | { kind: "refused"; fault: Fault }
  | { kind: "done"; replies: Reply[] };

export type Reply = { id: number; results: Result[] } | { id: number; fault: Fault };

/** An error as it crosses threads. */
export interface Fault {
  message: string;
  /** SQLite's extended result code. */
  errcode?: number;
  newerSchema?: true;
}

import type { Message } from "./messages.ts";
import type { SessionRow } from "./sessions.ts";

export interface ChatSendResult {
  runId: string;
  /** `in_flight` and `ok` answer a repeated idempotencyKey: its run is going on, or has ended. */
  status: "started" | "queued" | "in_flight" | "ok";
}

export interface PendingInput {
  id: string;
  runId: string;
  message: { role: "user"; content: Message["content"]; timestamp: number };
  acceptedAt: number;
  state: "queued" | "cancelled" | "interrupted";
}

/** A run that is going on: what a reloaded page needs to go on streaming where it stood. */
export interface InFlightRun {
  runId: string;
  startedAt: number;
  /** Visible text since the run's last stored message. */
  text: string;
  thinking: string;
  tools: { toolCallId: string; name: string; args: unknown; startedAt: number; output?: string }[];
  /** The last per-run `seq` that is contained here: events up to it are to be dropped. */
  seq: number;
}

export interface ChatHistoryResult {
  /**
   * Only in answer to a `cursor`. `delta`: `messages` are those after it. `reset`: the transcript was cut or the cursor
   * is too old, so `messages` are a whole page that replaces what the reader has.
   */
  kind?: "delta" | "reset";
  sessionId: string | null;
  sessionKey: string;
  messages: Message[];
  pendingInputs: { items: PendingInput[]; total: number };
  deltaCursor: string;
  hasMore: boolean;
  totalMessages: number;
  inFlightRun?: InFlightRun;
  sessionInfo?: SessionRow;
  thinkingLevel?: string;
}

export interface ChatAbortResult {
  ok: true;
  aborted: boolean;
  runIds: string[];
}

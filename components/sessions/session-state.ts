import type { Tone } from "@/components/ui/badge.tsx";
import type { SessionRow } from "@/server/protocol/sessions.ts";

/** How a session stands, as its row shows it. */
export type SessionState = "running" | "queued" | "failed" | "interrupted" | "stopped" | "idle";

/** Every state in the order in which it wants attention, with its word and its colour, everywhere. */
export const SESSION_STATES: Record<SessionState, { label: string; order: number; tone: Tone }> = {
  running: { label: "Running", order: 0, tone: "accent" },
  queued: { label: "Queued", order: 1, tone: "neutral" },
  failed: { label: "Failed", order: 2, tone: "bad" },
  interrupted: { label: "Interrupted", order: 3, tone: "warn" },
  stopped: { label: "Stopped", order: 4, tone: "neutral" },
  idle: { label: "Idle", order: 5, tone: "neutral" },
};

/** A run that is going on wins over how the last one ended. */
export function stateOf({ hasActiveRun, status }: Pick<SessionRow, "hasActiveRun" | "status">): SessionState {
  if (status === "queued") return "queued";
  if (hasActiveRun || status === "running") return "running";
  if (status === "failed" || status === "timeout") return "failed";
  if (status === "interrupted") return "interrupted";
  return status === "killed" ? "stopped" : "idle";
}

/** Why the last run did not end well; undefined when it did, or is going on. */
export function failureOf(row: Pick<SessionRow, "hasActiveRun" | "status" | "lastRunError">): string | undefined {
  switch (stateOf(row)) {
    case "failed":
      return row.lastRunError ?? (row.status === "timeout" ? "The run took longer than it may." : "The run failed.");
    case "interrupted":
      return row.lastRunError ?? "The gateway stopped in the middle of the run.";
    case "stopped":
      return row.lastRunError ?? "Someone stopped the run.";
    default:
      return undefined;
  }
}

/** Share of the model's context window that is used, 0 to 1; undefined when either size is unknown. */
export function contextShareOf(row: Pick<SessionRow, "totalTokens" | "contextTokens">): number | undefined {
  if (row.totalTokens === undefined || !row.contextTokens) return undefined;
  return Math.min(1, row.totalTokens / row.contextTokens);
}

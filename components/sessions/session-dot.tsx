import { StatusDot, type Tone } from "@/components/ui/badge.tsx";
import type { SessionRow } from "@/server/protocol/sessions.ts";

/** Whether a session runs, failed, has something that nobody has read, or rests. */
export function SessionDot({ row }: { row: SessionRow }) {
  const { tone, label } = lookOf(row);
  return <StatusDot tone={tone} label={label} live={row.hasActiveRun} />;
}

function lookOf({ hasActiveRun, status, unread }: SessionRow): { tone: Tone; label: string } {
  if (hasActiveRun) return { tone: "accent", label: "Running" };
  if (status === "failed" || status === "timeout" || status === "interrupted") return { tone: "bad", label: "Failed" };
  return unread ? { tone: "info", label: "Not read" } : { tone: "neutral", label: "Idle" };
}

import { Badge, StatusDot, type Tone } from "@/components/ui/badge.tsx";
import { cn } from "@/components/ui/cn.ts";
import type { SessionRow } from "@/server/protocol/sessions.ts";
import { failureOf, SESSION_STATES, type SessionState, stateOf } from "./session-state.ts";

const TONES: Record<SessionState, Tone> = {
  running: "good",
  queued: "info",
  failed: "bad",
  interrupted: "warn",
  stopped: "neutral",
  idle: "neutral",
};

/** Before a title: a beating dot while it runs, an accent one while unread, else nothing but its room. */
export function SessionDot({ row }: { row: SessionRow }) {
  const state = stateOf(row);
  if (state === "running" || state === "queued") {
    return <StatusDot tone={TONES[state]} label={SESSION_STATES[state].label} live={state === "running"} />;
  }
  if (row.unread) return <StatusDot tone="accent" label="Unread" />;
  return <span aria-hidden className="size-2 shrink-0" />;
}

/** After a title: how its last run went, when not well; why on hover. */
export function SessionBadge({ row, className }: { row: SessionRow; className?: string }) {
  const state = stateOf(row);
  if (state === "idle") return null;
  return (
    <Badge tone={TONES[state]} title={failureOf(row)} className={cn(className)}>
      {SESSION_STATES[state].label}
    </Badge>
  );
}

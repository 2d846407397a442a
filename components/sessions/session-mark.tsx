import { Badge, StatusDot } from "@/components/ui/badge.tsx";
import type { SessionRow } from "@/server/protocol/sessions.ts";
import { failureOf, SESSION_STATES, stateOf } from "./session-state.ts";

/**
 * Before a title: a beating dot while it runs, one for how its last run failed, one while unread; else nothing but its
 * room. Beside a {@link SessionBadge}, which tells of failures in words, `badged` leaves these out.
 */
export function SessionDot({ row, badged = false }: { row: SessionRow; badged?: boolean }) {
  const state = stateOf(row);
  const { tone, label } = SESSION_STATES[state];
  const works = state === "running" || state === "queued";
  const failed = state === "failed" || state === "interrupted";
  if (works || (failed && !badged)) return <StatusDot tone={tone} label={label} live={state === "running"} />;
  if (row.unread) return <UnreadDot />;
  return <span aria-hidden className="size-2 shrink-0" />;
}

/** Something in it has not been read. */
export function UnreadDot() {
  return <StatusDot tone="info" label="Unread" />;
}

/** After a title: that it runs, or how its last run went, when not well; why on hover. */
export function SessionBadge({ row, className }: { row: SessionRow; className?: string }) {
  const state = stateOf(row);
  if (state === "idle") return null;
  const { tone, label } = SESSION_STATES[state];
  return (
    <Badge tone={tone} title={failureOf(row)} className={className}>
      {label}
    </Badge>
  );
}

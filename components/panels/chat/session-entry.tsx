import { Pin } from "lucide-react";
import { memo } from "react";
import { UnreadDot } from "@/components/sessions/session-mark.tsx";
import { SESSION_STATES, stateOf } from "@/components/sessions/session-state.ts";
import { secondLineOf } from "@/components/sessions/session-title.ts";
import { StatusDot } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { RelativeTime } from "@/components/ui/relative-time";
import type { SessionRow } from "@/server/protocol/sessions.ts";
import { chatPath, nameOf } from "./session-key.ts";

/** One session of the list beside the chat. */
export const SessionEntry = memo(function SessionEntry(props: {
  row: SessionRow;
  isOpen: boolean;
  onPick?: () => void;
}) {
  const { row, isOpen } = props;
  const state = stateOf(row);
  const { tone, label } = SESSION_STATES[state];
  const isMarked = state !== "idle" && state !== "stopped";
  return (
    <Link
      href={chatPath(row.key)}
      onClick={props.onPick}
      aria-current={isOpen ? "page" : undefined}
      className={cn(
        "mx-2 my-px block rounded-md px-2 py-1.5 hover:bg-hover",
        isOpen && "bg-selected hover:bg-selected",
      )}
    >
      <span className="flex items-center gap-2">
        {isMarked && <StatusDot tone={tone} label={label} live={state === "running"} />}
        <span className={cn("min-w-0 flex-1 truncate text-sm", row.unread && "font-semibold")}>
          {nameOf(row.key, row)}
        </span>
        {row.pinned && <Pin role="img" aria-label="Pinned" className="size-3 shrink-0 text-faint" />}
        {row.unread && <UnreadDot />}
        <RelativeTime time={row.updatedAt} className="shrink-0 text-faint text-xs" />
      </span>
      <span className="block min-h-4 truncate text-muted text-xs">{secondLineOf(row)}</span>
    </Link>
  );
});

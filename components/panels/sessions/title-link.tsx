import { Pin } from "lucide-react";
import { titleOf } from "@/components/sessions/session-title.ts";
import { cn } from "@/components/ui/cn.ts";
import { Link } from "@/components/ui/link.tsx";
import type { SessionRow } from "@/server/protocol/sessions.ts";
import { chatHref, sessionsHref } from "./sessions-route.ts";
import type { SessionBoard } from "./use-session-board.ts";

interface TitleLinkProps {
  row: SessionRow;
  /** The row that the keyboard stands on: its link is the one that Tab reaches. */
  active: boolean;
  act: SessionBoard["act"];
  className?: string;
}

/** A session's title, which opens its chat; the rest of the row opens its details. */
export function TitleLink({ row, active, act, className }: TitleLinkProps) {
  const title = titleOf(row);
  return (
    <>
      <a
        href={sessionsHref(row.key)}
        tabIndex={-1}
        className="absolute inset-0"
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          act.activate(row.key);
          act.showDetails(row.key);
        }}
      >
        <span className="sr-only">Details of {title}</span>
      </a>
      {row.pinned && <Pin aria-label="Pinned" className="size-3 shrink-0 fill-current text-muted" />}
      <Link
        href={chatHref(row.key)}
        tabIndex={active ? 0 : -1}
        data-row={row.key}
        title={row.key}
        onFocus={() => act.activate(row.key)}
        className={cn("relative truncate hover:underline", row.unread && "font-semibold", className)}
      >
        {title}
      </Link>
    </>
  );
}

import { memo } from "react";
import { Badge } from "@/components/ui/badge.tsx";
import { Link } from "@/components/ui/link.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import type { SessionsSearchHit } from "@/server/protocol/sessions.ts";
import { MarkedSnippet } from "./marked-snippet.tsx";
import { rowMarks } from "./row-marks.ts";
import { chatHref } from "./sessions-route.ts";
import type { SessionBoard } from "./use-session-board.ts";

interface SessionHitProps {
  id: string;
  hit: SessionsSearchHit;
  /** Of the session that it is in. */
  title: string;
  active: boolean;
  act: SessionBoard["act"];
}

/** A message that was found; it opens the chat there. */
export const SessionHit = memo(function SessionHit({ id, hit, title, active, act }: SessionHitProps) {
  return (
    <td {...rowMarks({ active })} className="flex min-w-0 flex-1 items-center gap-3">
      <Badge>{hit.role === "user" ? "You" : "Agent"}</Badge>
      <Link
        href={chatHref(hit.sessionKey, hit.messageId)}
        tabIndex={active ? 0 : -1}
        data-row={id}
        onFocus={() => act.activate(id)}
        className="min-w-0 flex-1 truncate text-sm after:absolute after:inset-0"
      >
        <MarkedSnippet snippet={hit.snippet} />
      </Link>
      <span className="hidden max-w-56 shrink-0 truncate text-muted text-xs @3xl:block">{title}</span>
      <RelativeTime time={hit.timestamp} className="w-18 shrink-0 text-right text-muted text-xs" />
    </td>
  );
});

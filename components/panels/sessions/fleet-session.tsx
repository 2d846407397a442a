import { PanelRight } from "lucide-react";
import { OriginBadge } from "@/components/fleet/origin-badge.tsx";
import { SessionBadge, SessionDot } from "@/components/sessions/session-mark.tsx";
import { secondLineOf, titleOf } from "@/components/sessions/session-title.ts";
import { onGateway } from "@/components/ui/address-gateway.ts";
import { cn } from "@/components/ui/cn.ts";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Link } from "@/components/ui/link.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Checkbox } from "@/components/ui/toggles.tsx";
import { chatHref } from "./sessions-route.ts";
import type { FleetRow } from "./use-fleet-board.ts";

interface FleetSessionProps {
  row: FleetRow;
  isTicked: boolean;
  isOpened: boolean;
  onTick: (range: boolean) => void;
  onDetails: () => void;
}

/** One session of any gateway. The whole row opens its chat there. */
export function FleetSession({ row, isTicked, isOpened, onTick, onDetails }: FleetSessionProps) {
  const { gateway, session } = row;
  const title = titleOf(session);
  return (
    <li
      className={cn(
        "relative flex min-h-12 items-center gap-2.5 border-b px-4 py-1.5 text-sm transition-colors hover:bg-hover",
        (isTicked || isOpened) && "bg-accent-soft hover:bg-accent-soft",
      )}
    >
      <Checkbox
        aria-label={`Select ${title}`}
        checked={isTicked}
        onClick={(event) => onTick(event.shiftKey)}
        className="relative z-10"
      />
      <SessionDot row={session} badged />
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2">
          <Link
            href={onGateway(chatHref(session.key), gateway.id)}
            title={session.key}
            className={cn(
              "truncate after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2",
              session.unread && "font-semibold",
            )}
          >
            {title}
          </Link>
          <SessionBadge row={session} />
        </p>
        <p className="min-h-4 truncate text-muted text-xs">{secondLineOf(session)}</p>
      </div>
      <OriginBadge name={gateway.name} />
      <RelativeTime time={session.updatedAt} className="w-14 shrink-0 text-right text-muted text-xs max-sm:w-8" />
      <IconButton label={`Details of ${title}`} icon={PanelRight} onClick={onDetails} className="relative z-10" />
    </li>
  );
}

import { Ellipsis } from "lucide-react";
import { StatusDot } from "@/components/ui/badge.tsx";
import { cn } from "@/components/ui/cn.ts";
import { Link } from "@/components/ui/link.tsx";
import { useConnection } from "@/hooks/use-connection.ts";
import { CONNECTION_TONE } from "./connection-look.ts";
import { openOverlay } from "./overlay-store.ts";
import { type NavMark, useNavMarks } from "./use-nav-marks.ts";
import { useOpenPanels } from "./use-open-panels.ts";

const SHOWN = 4;
const ITEM = "relative flex h-14 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-muted text-2xs";

/** Navigation on phones: the first panels, and all else under More. */
export function BottomBar({ slug }: { slug: string }) {
  const marks = useNavMarks();
  const panels = useOpenPanels()
    .filter(({ group }) => group)
    .slice(0, SHOWN);
  const { state, label } = useConnection();
  return (
    <nav aria-label="Panels" className="flex border-t bg-sidebar pb-[env(safe-area-inset-bottom)] md:hidden">
      {panels.map(({ slug: to, title, icon: Icon }) => (
        <Link
          key={to}
          href={`/${to}`}
          aria-current={to === slug ? "page" : undefined}
          className={cn(ITEM, "focus-visible:-outline-offset-2", to === slug && "text-accent-text")}
        >
          <Icon aria-hidden className="size-5" />
          {title}
          <Spot mark={marks[to]} />
        </Link>
      ))}
      <button type="button" className={cn(ITEM, "focus-visible:-outline-offset-2")} onClick={() => openOverlay("more")}>
        <Ellipsis aria-hidden className="size-5" />
        More
        <span className="-translate-x-1/2 absolute top-2 left-[calc(50%+14px)]">
          <StatusDot tone={CONNECTION_TONE[state]} label={label} />
        </span>
      </button>
    </nav>
  );
}

function Spot({ mark }: { mark: NavMark | undefined }) {
  if (!mark) return null;
  return (
    <span className="-translate-x-1/2 absolute top-2 left-[calc(50%+14px)]">
      <StatusDot tone={mark.tone} live={mark.isLive} label={mark.words} />
    </span>
  );
}

import type { Panel } from "@/components/panels/registry.ts";
import { StatusDot } from "@/components/ui/badge.tsx";
import { cn } from "@/components/ui/cn.ts";
import { Link } from "@/components/ui/link.tsx";
import { Tooltip } from "@/components/ui/tooltip.tsx";
import type { NavMark } from "./use-nav-marks.ts";

/** One panel in the sidebar. Its code is fetched as soon as somebody points at it. */
export function NavItem({
  panel: { slug, title, icon: Icon, shortcut, load },
  isCurrent,
  mark,
}: {
  panel: Panel;
  isCurrent: boolean;
  mark: NavMark | undefined;
}) {
  const preload = () => void load().catch(() => undefined);
  return (
    <li>
      <Tooltip text={`Go to ${title}`} shortcut={shortcut && `g ${shortcut}`} side="right">
        <Link
          href={`/${slug}`}
          aria-current={isCurrent ? "page" : undefined}
          onPointerEnter={preload}
          onFocus={preload}
          className={cn(
            "flex h-8 items-center gap-2.5 rounded-md px-2 text-muted text-sm transition-colors hover:bg-hover hover:text-text",
            isCurrent && "bg-selected font-medium text-text",
          )}
        >
          <Icon aria-hidden className="size-4 shrink-0" />
          <span className="min-w-0 flex-1 truncate">{title}</span>
          {mark && <Mark mark={mark} />}
        </Link>
      </Tooltip>
    </li>
  );
}

function Mark({ mark: { count, tone, words, isLive } }: { mark: NavMark }) {
  return (
    <span className="flex items-center gap-1.5 text-muted text-xs">
      <StatusDot tone={tone} live={isLive} />
      <span aria-hidden>{count}</span>
      <span className="sr-only">{words}</span>
    </span>
  );
}

import { Search } from "lucide-react";
import { PANEL_GROUPS } from "@/components/panels/registry.ts";
import { Kbd } from "@/components/ui/kbd.tsx";
import { AccountButton } from "./account-button.tsx";
import { ConnectionStatus } from "./connection-status.tsx";
import { GatewayButton } from "./gateway-button.tsx";
import { NavItem } from "./nav-item.tsx";
import { OnPress } from "./on-press.tsx";
import { openOverlay } from "./overlay-store.ts";
import { PersonButton } from "./person-button.tsx";
import { useModKey } from "./use-mod-key.ts";
import { useNavMarks } from "./use-nav-marks.ts";
import { useOpenPanels } from "./use-open-panels.ts";

const loadSwitcher = () => import("./gateway-switcher.tsx");
const loadMenu = () => import("./account-menu.tsx");

/** Navigation on wide windows; below them the bottom bar takes its place. */
export function Sidebar({ slug }: { slug: string }) {
  const marks = useNavMarks();
  const panels = useOpenPanels();
  const mod = useModKey();
  return (
    <aside className="flex w-56 shrink-0 flex-col border-r bg-sidebar max-md:hidden">
      <div className="grid gap-1 p-2">
        <OnPress button={GatewayButton} load={loadSwitcher} />
        <button
          type="button"
          aria-keyshortcuts="Meta+K Control+K"
          onClick={() => openOverlay("palette")}
          className="flex h-control items-center gap-2 rounded-md border bg-background px-2 text-muted text-sm transition-colors hover:bg-hover hover:text-text"
        >
          <Search aria-hidden className="size-4" />
          <span className="flex-1 text-left">Search or do</span>
          <Kbd keys={`${mod} K`} />
        </button>
      </div>
      <nav aria-label="Panels" className="min-h-0 flex-1 overflow-y-auto px-2 pb-2">
        {PANEL_GROUPS.map((group) => (
          <div key={group} className="pt-3">
            <h2 className="px-2 pb-1 text-faint text-xs">{group}</h2>
            <ul className="grid gap-px">
              {panels
                .filter((panel) => panel.group === group)
                .map((panel) => (
                  <NavItem key={panel.slug} panel={panel} isCurrent={panel.slug === slug} mark={marks[panel.slug]} />
                ))}
            </ul>
          </div>
        ))}
      </nav>
      <div className="flex items-center gap-1 border-t p-2">
        <ConnectionStatus />
        <PersonButton />
        <OnPress button={AccountButton} load={loadMenu} />
      </div>
    </aside>
  );
}

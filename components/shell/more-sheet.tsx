import { Keyboard, LogOut, Search } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { Link } from "@/components/ui/link.tsx";
import { Sheet } from "@/components/ui/overlay.tsx";
import { Segmented } from "@/components/ui/tabs.tsx";
import { ConnectionStatus } from "./connection-status.tsx";
import { GatewayList } from "./gateway-list.tsx";
import { openOverlay } from "./overlay-store.ts";
import { DENSITIES, setPreference, THEMES, usePreferences } from "./preferences.ts";
import { signOut } from "./sign-out.ts";
import { useOpenPanels } from "./use-open-panels.ts";

/** Everything that has no place in the bottom bar. */
export default function MoreSheet({ onClose }: { onClose: () => void }) {
  const { theme, density } = usePreferences();
  const panels = useOpenPanels();
  return (
    <Sheet open side="bottom" title="More" onOpenChange={(open) => !open && onClose()}>
      <div className="grid gap-4 pb-4">
        <div className="grid gap-1">
          <GatewayList />
          <ConnectionStatus />
        </div>
        <ul className="grid grid-cols-2 gap-2">
          {panels
            .filter(({ group, slug }) => group || slug === "settings")
            .map(({ slug, title, icon: Icon }) => (
              <li key={slug}>
                <Link
                  href={`/${slug}`}
                  onClick={onClose}
                  className="flex h-11 items-center gap-2.5 rounded-md border px-3 text-sm"
                >
                  <Icon aria-hidden className="size-4 text-muted" /> {title}
                </Link>
              </li>
            ))}
        </ul>
        <Segmented
          label="Theme"
          value={theme}
          choices={THEMES}
          onValueChange={(value) => setPreference("theme", value)}
        />
        <Segmented
          label="Density"
          value={density}
          choices={DENSITIES}
          onValueChange={(value) => setPreference("density", value)}
        />
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => openOverlay("palette")}>
            <Search aria-hidden /> Search or do
          </Button>
          <Button onClick={() => openOverlay("shortcuts")}>
            <Keyboard aria-hidden /> Shortcuts
          </Button>
          <Button onClick={signOut}>
            <LogOut aria-hidden /> Sign out
          </Button>
        </div>
      </div>
    </Sheet>
  );
}

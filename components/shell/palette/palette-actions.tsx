import { Command } from "cmdk";
import { CircleStop, Keyboard, LogOut, MessageSquarePlus, RefreshCw, Rows3, SunMoon } from "lucide-react";
import { navigate } from "@/components/ui/navigate.ts";
import { toast } from "@/components/ui/toast.ts";
import { useGateway, useGatewayId } from "@/hooks/gateway-provider.tsx";
import { useConnection } from "@/hooks/use-connection.ts";
import { useStatus } from "@/hooks/use-status.ts";
import { openOverlay } from "../overlay-store.ts";
import { DENSITIES, setPreference, THEMES, usePreferences } from "../preferences.ts";
import { signOut } from "../sign-out.ts";
import { PaletteItem, type Run } from "./palette-item.tsx";

export function PaletteActions({ run }: { run: Run }) {
  const { sendReq } = useGateway();
  const gateway = useGatewayId();
  const { isReady, reconnect } = useConnection();
  const { activeRuns } = useStatus();
  const { theme, density } = usePreferences();

  function newChat() {
    sendReq("sessions.create", {}, { gateway }).then(
      ({ key }) => navigate(`/chat/${encodeURIComponent(key)}`, { leave: true }),
      (error: Error) => toast("No chat could be started", { tone: "bad", detail: error.message }),
    );
  }

  return (
    <Command.Group heading="Do">
      <PaletteItem value="new chat session" icon={<MessageSquarePlus aria-hidden />} onSelect={() => run(newChat)}>
        New chat
      </PaletteItem>
      {activeRuns.length > 0 && (
        <PaletteItem
          value="stop runs emergency abort"
          icon={<CircleStop aria-hidden />}
          note={`${activeRuns.length} running`}
          onSelect={() => run(() => openOverlay("stop"))}
        >
          Stop runs …
        </PaletteItem>
      )}
      {THEMES.filter(({ value }) => value !== theme).map(({ value, label }) => (
        <PaletteItem
          key={value}
          value={`theme ${value}`}
          icon={<SunMoon aria-hidden />}
          onSelect={() => run(() => setPreference("theme", value))}
        >
          Theme: {label.toLowerCase()}
        </PaletteItem>
      ))}
      {DENSITIES.filter(({ value }) => value !== density).map(({ value, label }) => (
        <PaletteItem
          key={value}
          value={`density ${value}`}
          icon={<Rows3 aria-hidden />}
          onSelect={() => run(() => setPreference("density", value))}
        >
          Density: {label.toLowerCase()}
        </PaletteItem>
      ))}
      <PaletteItem
        value="keyboard shortcuts help"
        icon={<Keyboard aria-hidden />}
        shortcut="?"
        onSelect={() => run(() => openOverlay("shortcuts"))}
      >
        Shortcuts
      </PaletteItem>
      {!isReady && (
        <PaletteItem value="reconnect" icon={<RefreshCw aria-hidden />} onSelect={() => run(reconnect)}>
          Reconnect
        </PaletteItem>
      )}
      <PaletteItem value="sign out log out" icon={<LogOut aria-hidden />} onSelect={() => run(signOut)}>
        Sign out
      </PaletteItem>
    </Command.Group>
  );
}

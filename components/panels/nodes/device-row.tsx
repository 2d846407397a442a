import { Ban, MoreHorizontal, Pencil, RefreshCw, Trash2 } from "lucide-react";
import { useState } from "react";
import { Badge } from "@/components/ui/badge.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { lastSeenOf } from "@/hooks/use-devices.ts";
import { useHasMethod } from "@/hooks/use-has-method.ts";
import type { PairedDevice } from "@/server/protocol/devices.ts";
import { factsOf, isRevoked, liveToken, nameOf } from "./device-facts.ts";
import { RemoveDevice, RevokeToken } from "./device-questions.tsx";
import { RenameDevice } from "./rename-device.tsx";
import { RotateToken } from "./rotate-token.tsx";
import { Scopes } from "./scopes.tsx";

type Matter = "rename" | "rotate" | "revoke" | "remove";

const MATTERS = { rename: RenameDevice, rotate: RotateToken, revoke: RevokeToken, remove: RemoveDevice };

/** A device that was let in, and what can be done with it. */
export function DeviceRow({ device, onChanged }: { device: PairedDevice; onChanged: () => unknown }) {
  const [matter, setMatter] = useState<Matter>();
  const canRename = useHasMethod("device.pair.rename");
  const Matter = matter && MATTERS[matter];
  const name = nameOf(device);
  const token = liveToken(device);
  return (
    <li className="flex items-center gap-3 border-b px-4 py-2 text-sm last:border-b-0">
      <div className="grid min-w-0 flex-1 gap-1">
        <p className="flex min-w-0 items-center gap-2">
          <span className="truncate font-medium text-base">{name}</span>
          {device.role === "node" && <Badge>node</Badge>}
          {isRevoked(device) && <Badge tone="bad">Token revoked</Badge>}
        </p>
        <p className="truncate text-muted text-xs" title={device.deviceId}>
          {factsOf(device)} <code className="font-mono">{device.deviceId.slice(0, 12)}</code>
        </p>
        <Scopes scopes={token?.scopes ?? device.scopes} />
      </div>
      <span className="shrink-0 text-right text-muted text-xs">
        seen <RelativeTime time={lastSeenOf(device)} />
      </span>
      <Menu trigger={<IconButton label={`What to do with ${name}`} icon={MoreHorizontal} />}>
        {canRename && (
          <MenuItem onSelect={() => setMatter("rename")}>
            <Pencil aria-hidden /> Rename
          </MenuItem>
        )}
        <MenuItem disabled={!token} onSelect={() => setMatter("rotate")}>
          <RefreshCw aria-hidden /> Rotate token
        </MenuItem>
        <MenuItem disabled={!token} onSelect={() => setMatter("revoke")}>
          <Ban aria-hidden /> Revoke token
        </MenuItem>
        <MenuSeparator />
        <MenuItem tone="bad" onSelect={() => setMatter("remove")}>
          <Trash2 aria-hidden /> Remove
        </MenuItem>
      </Menu>
      {Matter && <Matter device={device} onChanged={onChanged} onClose={() => setMatter(undefined)} />}
    </li>
  );
}

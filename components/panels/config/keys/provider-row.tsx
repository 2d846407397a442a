import { Activity, KeyRound, LogOut, MoreHorizontal, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { StatusDot } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import type { ModelAuthProvider } from "@/server/protocol/model-auth.ts";
import { KeyDialog } from "./key-dialog.tsx";
import {
  AUTH_STATES,
  type Found,
  hasRemovableKey,
  keyPlace,
  profileWords,
  removableSignIns,
} from "./provider-facts.ts";
import { RemoveCredential } from "./remove-credential.tsx";
import { useProbe } from "./use-probe.ts";

/** What somebody may do with a provider on this gateway. */
export interface KeyRights {
  canSet: boolean;
  canRemove: boolean;
  canProbe: boolean;
}

const FOUND: Record<Found["tone"], string> = {
  good: "text-good text-xs",
  bad: "text-bad text-xs",
  muted: "text-muted text-xs",
};

type Matter = { kind: "set" } | { kind: "remove"; profileId?: string };

/** One provider: whether it has a key or a sign-in, where that is kept, and whether it works. */
export function ProviderRow({
  provider,
  rights: { canSet, canRemove, canProbe },
  onChanged,
}: {
  provider: ModelAuthProvider;
  rights: KeyRights;
  onChanged: () => unknown;
}) {
  const [matter, setMatter] = useState<Matter>();
  const { probe, isProbing, found } = useProbe(provider.provider);
  const { label, tone } = AUTH_STATES[provider.status];
  const { displayName, profiles } = provider;
  const hasKey = keyPlace(provider) !== undefined || profiles.some(({ type }) => type === "api_key");
  const signIns = canRemove ? removableSignIns(provider) : [];
  const removesKey = canRemove && hasRemovableKey(provider);
  const close = () => setMatter(undefined);

  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 border-b px-4 py-2 text-sm last:border-b-0">
      <StatusDot tone={tone} className="mt-2" />
      <div className="grid min-w-0 flex-1 gap-1">
        <p className="flex min-w-0 flex-wrap items-center gap-x-2">
          <span className="truncate font-medium text-base">{displayName}</span>
          <span className="text-muted text-xs">{label}</span>
        </p>
        <Credentials provider={provider} />
        <p role="status" className={found && FOUND[found.tone]}>
          {found?.says}
        </p>
      </div>
      <div className="flex items-center gap-1">
        {canProbe && (
          <Button size="sm" aria-label={`Probe ${displayName}`} busy={isProbing} onClick={probe}>
            <Activity aria-hidden /> Probe
          </Button>
        )}
        {(canSet || removesKey || signIns.length > 0) && (
          <Menu trigger={<IconButton label={`What to do with ${displayName}`} icon={MoreHorizontal} />}>
            {canSet && (
              <MenuItem onSelect={() => setMatter({ kind: "set" })}>
                <KeyRound aria-hidden /> {hasKey ? "Replace the key …" : "Set a key …"}
              </MenuItem>
            )}
            {(removesKey || signIns.length > 0) && canSet && <MenuSeparator />}
            {removesKey && (
              <MenuItem tone="bad" onSelect={() => setMatter({ kind: "remove" })}>
                <Trash2 aria-hidden /> Remove the key …
              </MenuItem>
            )}
            {signIns.map(({ profileId, email }) => (
              <MenuItem key={profileId} tone="bad" onSelect={() => setMatter({ kind: "remove", profileId })}>
                <LogOut aria-hidden /> Remove the sign-in{email && ` of ${email}`} …
              </MenuItem>
            ))}
          </Menu>
        )}
      </div>
      {matter?.kind === "set" && (
        <KeyDialog provider={provider.provider} name={displayName} choices={[]} onKept={onChanged} onClose={close} />
      )}
      {matter?.kind === "remove" && (
        <RemoveCredential provider={provider} profileId={matter.profileId} onRemoved={onChanged} onClose={close} />
      )}
    </li>
  );
}

function Credentials({ provider }: { provider: ModelAuthProvider }) {
  const place = keyPlace(provider);
  return (
    <>
      {place && <Line>{place}</Line>}
      {provider.profiles.map((profile) => (
        <Line key={profile.profileId}>
          {profileWords(profile)}
          {profile.expiry && (
            <>
              , {profile.expiry.remainingMs > 0 ? "expires" : "expired"} <RelativeTime time={profile.expiry.at} />
            </>
          )}
          {profile.lastUsedAt && (
            <>
              , used <RelativeTime time={profile.lastUsedAt} />
            </>
          )}
        </Line>
      ))}
    </>
  );
}

function Line({ children }: { children: ReactNode }) {
  return <p className="text-muted text-xs [overflow-wrap:anywhere]">{children}</p>;
}

import { LogOut, MoreHorizontal, Play, QrCode, Square, Trash2 } from "lucide-react";
import { useState } from "react";
import { StatusDot } from "@/components/ui/badge.tsx";
import { CopyButton } from "@/components/ui/copy-button.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { useMay } from "@/hooks/use-may.ts";
import type { ChannelAccount } from "@/server/protocol/channels.ts";
import { isOn, nameOf, probeOf, STATES, stateOf } from "./account-facts.ts";
import { type AccountMatter, LogOutAccount, RemoveAccount } from "./account-questions.tsx";
import { QrLoginDialog } from "./qr-login.tsx";
import { useAccountActions } from "./use-account-actions.ts";

type Matter = "link" | "logout" | "remove";

const MATTERS: Record<Matter, (matter: AccountMatter) => React.ReactNode> = {
  link: QrLoginDialog,
  logout: LogOutAccount,
  remove: RemoveAccount,
};

/** One account of a channel: how it does, when it last heard and spoke, and what can be done with it. */
export function AccountRow({
  channel,
  account,
  onChanged,
}: {
  channel: string;
  account: ChannelAccount;
  onChanged: () => unknown;
}) {
  const [matter, setMatter] = useState<Matter>();
  const mayChange = useMay("operator.admin");
  const { canSwitch, canLink, canLogOut, canRemove, setRunning } = useAccountActions(channel, account, onChanged);
  const hasActions = mayChange && (canSwitch || canLink || canLogOut || canRemove);
  const Matter = matter && MATTERS[matter];
  const name = nameOf(account);
  const state = stateOf(account);
  const canStop = isOn(account);

  return (
    <li className="flex items-start gap-3 border-b px-4 py-2 text-sm last:border-b-0">
      <StatusDot tone={STATES[state].tone} live={state === "connecting"} className="mt-1.5" />
      <div className="grid min-w-0 flex-1 gap-1">
        <p className="flex min-w-0 flex-wrap items-center gap-x-2">
          <span className="truncate font-medium text-base">{name}</span>
          <span className="text-muted text-xs">{STATES[state].label}</span>
        </p>
        <AccountNotes account={account} />
      </div>
      <AccountTimes account={account} />
      {hasActions && (
        <Menu trigger={<IconButton label={`What to do with ${name}`} icon={MoreHorizontal} />}>
          {canSwitch && (
            <MenuItem onSelect={() => setRunning(!canStop)}>
              {canStop ? <Square aria-hidden /> : <Play aria-hidden />} {canStop ? "Stop" : "Start"}
            </MenuItem>
          )}
          {canLink && (
            <MenuItem onSelect={() => setMatter("link")}>
              <QrCode aria-hidden /> Link by QR code
            </MenuItem>
          )}
          {canLogOut && (
            <MenuItem onSelect={() => setMatter("logout")}>
              <LogOut aria-hidden /> Log out
            </MenuItem>
          )}
          {canRemove && (
            <>
              <MenuSeparator />
              <MenuItem tone="bad" onSelect={() => setMatter("remove")}>
                <Trash2 aria-hidden /> Remove
              </MenuItem>
            </>
          )}
        </Menu>
      )}
      {Matter && (
        <Matter channel={channel} account={account} onChanged={onChanged} onClose={() => setMatter(undefined)} />
      )}
    </li>
  );
}

/** Its addresses, what went wrong last and what the last probe found. */
function AccountNotes({ account }: { account: ChannelAccount }) {
  const { webhookPath, webhookUrl, lastError, stateReason } = account;
  const probe = probeOf(account);
  return (
    <>
      {webhookPath && (
        <p className="flex min-w-0 items-center gap-1 text-muted text-xs">
          <span className="shrink-0">takes posts at</span>
          <code className="truncate font-mono">{webhookPath}</code>
          <CopyButton text={() => new URL(webhookPath, window.location.href).href} label="Copy the address" />
        </p>
      )}
      {webhookUrl && (
        <p className="truncate text-muted text-xs">
          answers go to <code className="font-mono">{webhookUrl}</code>
        </p>
      )}
      {stateReason && !lastError && <p className="text-muted text-xs">{stateReason}</p>}
      {lastError && <p className="text-bad text-xs">{lastError}</p>}
      {probe && !(lastError && lastError === probe.error) && (
        <p className={probe.ok ? "text-good text-xs" : "text-bad text-xs"}>
          {probe.ok ? "The probe was answered" : `The probe failed: ${probe.error ?? "no reason was given"}`}
        </p>
      )}
    </>
  );
}

function AccountTimes({ account: { lastInboundAt, lastOutboundAt } }: { account: ChannelAccount }) {
  return (
    <dl className="shrink-0 text-right text-muted text-xs [&>div]:flex [&>div]:justify-end [&>div]:gap-1">
      {lastInboundAt && (
        <div>
          <dt>heard</dt>
          <dd>
            <RelativeTime time={lastInboundAt} />
          </dd>
        </div>
      )}
      {lastOutboundAt && (
        <div>
          <dt>spoke</dt>
          <dd>
            <RelativeTime time={lastOutboundAt} />
          </dd>
        </div>
      )}
    </dl>
  );
}

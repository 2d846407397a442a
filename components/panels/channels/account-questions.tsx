import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { toast } from "@/components/ui/toast.ts";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import type { ChannelAccount } from "@/server/protocol/channels.ts";
import { nameOf } from "./account-facts.ts";

/** What every dialog about an account is given. */
export interface AccountMatter {
  channel: string;
  account: ChannelAccount;
  /** Reads the channels again. */
  onChanged: () => unknown;
  onClose: () => void;
}

/** Asks, then ends an account's login. */
export function LogOutAccount({ channel, account, onChanged, onClose }: AccountMatter) {
  const { trigger } = useGatewayRpcMutation("channels.logout");
  const name = nameOf(account);

  async function logOut() {
    await trigger({ channel, accountId: account.accountId });
    toast(`${name} was logged out`, { tone: "good" });
    await onChanged();
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Log ${name} out?`}
      action="Log out"
      onConfirm={logOut}
    >
      <p>Nobody reaches the agents by it any more, until it is linked again.</p>
    </ConfirmDialog>
  );
}

/** Asks, then removes a webhook account with its secret. */
export function RemoveAccount({ account, onChanged, onClose }: AccountMatter) {
  const { trigger } = useGatewayRpcMutation("channels.remove");
  const name = nameOf(account);

  async function remove() {
    await trigger({ channel: "webhook", accountId: account.accountId });
    toast(`${name} was removed`, { tone: "good" });
    await onChanged();
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Remove ${name}?`}
      action="Remove account"
      onConfirm={remove}
    >
      <p>Its secret is forgotten, and what is posted to its address is refused from now on. Its sessions stay.</p>
    </ConfirmDialog>
  );
}

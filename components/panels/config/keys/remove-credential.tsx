import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { toast } from "@/components/ui/toast.ts";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import type { ModelAuthProvider } from "@/server/protocol/model-auth.ts";

/** Asks, then makes the gateway forget a provider's keys, or one of its sign-ins. */
export function RemoveCredential({
  provider: { provider, displayName },
  profileId,
  onRemoved,
  onClose,
}: {
  provider: ModelAuthProvider;
  /** A sign-in; left out, the keys are meant. */
  profileId?: string;
  onRemoved: () => unknown;
  onClose: () => void;
}) {
  const { trigger } = useGatewayRpcMutation("models.authLogout");
  const what = profileId ? "sign-in" : "key";

  async function remove() {
    const which = profileId ? { profileIds: [profileId] } : { credentialType: "api_key" as const };
    const { warning } = await trigger({ provider, ...which });
    toast(`The ${what} was removed`, warning ? { detail: warning } : { tone: "good" });
    await onRemoved();
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Remove the ${what} of ${displayName}?`}
      action={`Remove ${what}`}
      onConfirm={remove}
    >
      <p>
        The gateway forgets it. Agents whose model is this provider's answer no more, until there is another
        {profileId ? "" : "; a key in the environment of the gateway stays"}.
      </p>
    </ConfirmDialog>
  );
}

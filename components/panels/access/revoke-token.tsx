import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { toast } from "@/components/ui/toast.ts";
import { useTokens } from "@/hooks/use-access.ts";
import { useConnection } from "@/hooks/use-connection.ts";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import type { AccessToken } from "@/server/protocol/access.ts";
import { principalOf } from "./access-facts.ts";

/** Asks, then takes a token back. */
export function RevokeToken({ token, onClose }: { token: AccessToken; onClose: () => void }) {
  const { trigger } = useGatewayRpcMutation("tokens.revoke");
  const { refresh } = useTokens();
  const { principal } = useConnection();
  const { id, name } = token;

  async function revoke() {
    await trigger({ id });
    toast(`${name} was revoked`, { tone: "good" });
    await refresh();
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Revoke ${name}?`}
      action="Revoke token"
      onConfirm={revoke}
    >
      <p>Whoever has it is sent away at once, their browsers are signed out, and it lets nobody in any more.</p>
      {principal?.id === principalOf(token) && <p>You came in by this token yourself.</p>}
    </ConfirmDialog>
  );
}

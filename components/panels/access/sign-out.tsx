import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { toast } from "@/components/ui/toast.ts";
import { usePeople } from "@/hooks/use-access.ts";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import type { AccessPerson, PersonKind } from "@/server/protocol/access.ts";

/** What lets each kind of person come back, and how that is ended. */
const STILL_OPEN: Record<PersonKind, string> = {
  admin: "Who has the admin token may sign in again: replace it on the server if it is known to the wrong people.",
  token: "Who has the token may come again: revoke it under Tokens if they should not.",
  device: "The device may come again: revoke its token under Nodes if it should not.",
  hook: "The webhook may call again: change its token in the config if it should not.",
  person: "Their sign-in is Clerk's and goes on: end their session there if they should not come again.",
};

/** Asks, then ends somebody's connections and signs their browsers out. */
export function SignOut({ person, isSelf, onClose }: { person: AccessPerson; isSelf: boolean; onClose: () => void }) {
  const { trigger } = useGatewayRpcMutation("access.signOut");
  const { refresh } = usePeople();
  const { id, name, kind } = person;

  async function signOut() {
    await trigger({ id });
    if (isSelf) return;
    toast(`${name} was signed out`, { tone: "good" });
    await refresh();
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={isSelf ? "Sign yourself out everywhere?" : `Sign ${name} out everywhere?`}
      action="Sign out everywhere"
      onConfirm={signOut}
    >
      <p>All connections end at once and all browsers are signed out{isSelf && ", this one too"}.</p>
      <p>{STILL_OPEN[kind]}</p>
    </ConfirmDialog>
  );
}

import { SecretDialog, SecretText } from "@/components/ui/secret-dialog.tsx";
import type { ResultFor } from "@/server/protocol/client.ts";
import { tryCommand } from "./try-command.ts";

/** The secret of a webhook account, this once, with a command to try it. */
export function WebhookSecret({
  added: { accountId, secret, path },
  onClose,
}: {
  added: ResultFor<"channels.add">;
  onClose: () => void;
}) {
  return (
    <SecretDialog title={`${accountId} was added`} onClose={onClose}>
      <p>Copy the secret now: it is not shown again. Messages are signed with it as Standard Webhooks says.</p>
      <SecretText text={secret} label="Secret" />
      <p>To try it, in a shell:</p>
      <SecretText text={tryCommand(new URL(path, window.location.href).href, secret)} label="Command" />
    </SecretDialog>
  );
}

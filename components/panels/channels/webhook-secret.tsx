import { CopyButton } from "@/components/ui/copy-button.tsx";
import type { ResultFor } from "@/server/protocol/client.ts";
import { tryCommand } from "./try-command.ts";

/** The secret of a webhook account, shown this once, with a command to try it. */
export function WebhookSecret({ added: { secret, path } }: { added: ResultFor<"channels.add"> }) {
  const command = tryCommand(new URL(path, window.location.href).href, secret);
  return (
    <div className="grid gap-3 pb-2 text-muted text-sm">
      <p>Copy the secret now: it is not shown again. Messages are signed with it as Standard Webhooks says.</p>
      <p className="flex items-center gap-2 rounded-md bg-sunken px-3 py-2">
        <code className="min-w-0 flex-1 break-all font-mono text-text text-xs">{secret}</code>
        <CopyButton text={secret} label="Copy the secret" />
      </p>
      <p>To try it, in a shell:</p>
      <div className="flex items-start gap-2 rounded-md bg-sunken px-3 py-2">
        <pre className="min-w-0 flex-1 whitespace-pre-wrap break-all font-mono text-text text-xs">{command}</pre>
        <CopyButton text={command} label="Copy the command" />
      </div>
    </div>
  );
}

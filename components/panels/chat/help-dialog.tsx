import { SLASH_COMMANDS } from "@/components/chat/composer/slash-commands.ts";
import { useModKey } from "@/components/shell/use-mod-key.ts";
import { Kbd } from "@/components/ui/kbd";
import { Dialog } from "@/components/ui/overlay";

const KEYS = [
  { keys: "↵", does: "Send" },
  { keys: "⇧ ↵", does: "New line" },
  { keys: "↑", does: "Edit the last message, in an empty field" },
  { keys: "Esc", does: "Stop the run" },
] as const;

/** The commands and keys of the chat. */
export function HelpDialog(props: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const mod = useModKey();
  return (
    <Dialog {...props} title="Commands and keys">
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 pb-3 text-sm">
        {SLASH_COMMANDS.map(({ name, hint }) => (
          <div key={name} className="contents">
            <dt className="font-mono text-xs leading-5">/{name}</dt>
            <dd className="text-muted">{hint}</dd>
          </div>
        ))}
        {[...KEYS, { keys: `${mod} F`, does: "Find in this conversation" }].map(({ keys, does }) => (
          <div key={keys} className="contents">
            <dt>
              <Kbd keys={keys} />
            </dt>
            <dd className="text-muted">{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

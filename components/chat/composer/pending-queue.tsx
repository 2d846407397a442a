import { RotateCw, X } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import type { PendingInput } from "@/server/protocol/chat.ts";
import { takenApart } from "@/server/protocol/sent-files.ts";

export interface PendingQueueProps {
  inputs: readonly PendingInput[];
  /** Takes a queued message back. */
  onCancel: (runId: string) => void;
  /** Sends a message once more that the gateway accepted and never took up. */
  onResend: (input: PendingInput) => void;
  onDiscard: (input: PendingInput) => void;
}

/** What waits for the run to end, and what did when the gateway went down; oldest first, each with what to do about it. */
export function PendingQueue({ inputs, onCancel, onResend, onDiscard }: PendingQueueProps) {
  const shown = inputs.filter(({ state }) => state !== "cancelled");
  if (shown.length === 0) return null;
  return (
    <ul aria-label="Queued messages" className="mb-2 grid max-h-32 gap-1 overflow-y-auto">
      {shown.map((input) => {
        const text = wordsOf(input);
        const name = text.slice(0, 60);
        return (
          <li key={input.id} className="flex h-8 items-center gap-2 rounded-md border bg-sunken pr-1 pl-3 text-sm">
            {input.state === "queued" ? (
              <span className="shrink-0 text-faint text-xs">Queued</span>
            ) : (
              <span className="shrink-0 text-warn text-xs" title="The gateway ended before it took this message up">
                Interrupted
              </span>
            )}
            <span className="min-w-0 flex-1 truncate">{text}</span>
            {input.state === "queued" ? (
              <IconButton label={`Cancel “${name}”`} icon={X} onClick={() => onCancel(input.runId)} />
            ) : (
              <>
                <IconButton label={`Resend “${name}”`} icon={RotateCw} onClick={() => onResend(input)} />
                <IconButton label={`Discard “${name}”`} icon={X} onClick={() => onDiscard(input)} />
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function wordsOf({ message }: PendingInput): string {
  const { text, files } = takenApart(message.content);
  if (text.trim() !== "" || files.length === 0) return text;
  return files.length === 1 ? "A file" : `${files.length} files`;
}

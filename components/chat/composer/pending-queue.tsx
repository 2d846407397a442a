import { X } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { textOf } from "@/server/protocol/messages.ts";
import type { PendingInput } from "@/server/protocol/methods.ts";

/** What waits for the run to end, oldest first, each with a way to take its words back. */
export function PendingQueue(props: { inputs: readonly PendingInput[]; onCancel: (runId: string) => void }) {
  const queued = props.inputs.filter(({ state }) => state === "queued");
  if (queued.length === 0) return null;
  return (
    <ul aria-label="Queued messages" className="mb-2 grid max-h-32 gap-1 overflow-y-auto">
      {queued.map((input) => {
        const text = textOf(input.message) || "Files only";
        return (
          <li key={input.id} className="flex h-8 items-center gap-2 rounded-md border bg-sunken pr-1 pl-3 text-sm">
            <span className="shrink-0 text-faint text-xs">Queued</span>
            <span className="min-w-0 flex-1 truncate">{text}</span>
            <IconButton label={`Cancel “${text.slice(0, 60)}”`} icon={X} onClick={() => props.onCancel(input.runId)} />
          </li>
        );
      })}
    </ul>
  );
}

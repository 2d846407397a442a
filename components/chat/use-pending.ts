import { type RefObject, useMemo } from "react";
import { dismissInput, useDismissedInputs } from "@/hooks/chat/dismissed-inputs.ts";
import type { ChatView } from "@/hooks/chat/use-chat.ts";
import type { PendingInput } from "@/server/protocol/chat.ts";
import { takenApart } from "@/server/protocol/sent-files.ts";
import type { PendingQueueProps } from "./composer/pending-queue.tsx";

/** The messages of a conversation that wait, or were interrupted while they did, and what one can do with them. */
export function usePending(
  inputs: ChatView["pendingInputs"],
  { latest, onCancel }: { latest: Readonly<RefObject<ChatView>>; onCancel: (runId: string) => void },
): PendingQueueProps {
  const dismissed = useDismissedInputs();
  return useMemo(
    () => ({
      inputs: inputs.filter(({ id, state }) => state !== "interrupted" || !dismissed.has(id)),
      onCancel,
      // Kept by the outbox from here on: it may be forgotten as what it was.
      onResend: ({ id, message }: PendingInput) => {
        const { text, files } = takenApart(message.content);
        latest.current.send({ text, ...(files.length > 0 && { attachments: files }) });
        dismissInput(id);
      },
      onDiscard: ({ id }: PendingInput) => dismissInput(id),
    }),
    [inputs, dismissed, latest, onCancel],
  );
}

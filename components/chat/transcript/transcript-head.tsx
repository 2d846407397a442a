import { Button } from "@/components/ui/button";
import type { ChatView } from "@/hooks/chat/use-chat.ts";

interface TranscriptHeadProps {
  chat: Pick<ChatView, "hasMore" | "isLoadingOlder" | "error" | "refresh">;
  /** Pixels; always the same, so that nothing moves. */
  height: number;
}

/** Above the first row: whether there is more, and when it could not be had a way to try again. */
export function TranscriptHead({ chat, height }: TranscriptHeadProps) {
  return (
    <div style={{ height }} className="flex items-center justify-center gap-2 text-faint text-xs">
      {stateOf(chat)}
      {chat.error && (
        <Button size="sm" onClick={() => void chat.refresh()}>
          Try again
        </Button>
      )}
    </div>
  );
}

function stateOf({ hasMore, isLoadingOlder, error }: TranscriptHeadProps["chat"]): string | false {
  if (isLoadingOlder) return "Loading older messages…";
  if (error) return "Some messages could not be loaded.";
  return !hasMore && "Beginning of the conversation";
}

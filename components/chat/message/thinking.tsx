import { ChevronRight } from "lucide-react";
import { memo } from "react";
import { cn } from "@/components/ui/cn";
import { Elapsed } from "@/components/ui/elapsed";
import type { ThinkingView } from "@/hooks/chat/items.ts";
import { useConnection } from "@/hooks/use-connection.ts";
import { useDisclosure } from "../use-disclosure.ts";

const PREVIEW_CHARS = 160;

/** What the model thought, folded to a line: opening and closing by itself would move the text that is being read. */
export const Thinking = memo(function Thinking({
  part,
  startedAt,
}: {
  part: ThinkingView;
  startedAt: number | undefined;
}) {
  const [isOpen, toggle] = useDisclosure(`thinking:${part.id}`);
  const { isReady } = useConnection();
  const preview = part.text.slice(part.isStreaming ? -PREVIEW_CHARS : 0).trim();
  return (
    <div className="my-1">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={toggle}
        className="-ml-1 flex h-7 max-w-full items-center gap-1.5 rounded-md px-1 text-muted text-sm hover:text-text"
      >
        <ChevronRight aria-hidden className={cn("size-3.5 shrink-0 transition-transform", isOpen && "rotate-90")} />
        <span className="shrink-0">{part.isStreaming ? "Thinking…" : "Thought"}</span>
        {part.isStreaming && startedAt !== undefined && (
          <Elapsed since={startedAt} frozen={!isReady} className="shrink-0 tabular-nums" />
        )}
        {!isOpen && <span className="truncate text-faint">{preview.slice(0, PREVIEW_CHARS)}</span>}
      </button>
      {isOpen && (
        <p className="ml-1.5 whitespace-pre-wrap break-words border-l-2 py-1 pl-3 text-muted text-sm">{part.text}</p>
      )}
    </div>
  );
});

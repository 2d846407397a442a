import { ArrowDown } from "lucide-react";
import { Button } from "@/components/ui/button";

/** Brings back to the end of the conversation, and says what came there meanwhile. */
export function JumpButton({ newCount, onJump }: { newCount: number; onJump: () => void }) {
  return (
    <div className="pointer-events-none absolute inset-x-0 bottom-3 flex justify-center">
      <Button
        size="sm"
        onClick={onJump}
        className="pointer-events-auto animate-fade rounded-full bg-raised px-3 shadow-raised"
      >
        <ArrowDown aria-hidden />
        Jump to latest{newCount > 0 && ` · ${newCount} new`}
      </Button>
    </div>
  );
}

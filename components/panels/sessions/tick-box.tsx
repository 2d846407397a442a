import { titleOf } from "@/components/sessions/session-title.ts";
import { Checkbox } from "@/components/ui/toggles.tsx";
import type { SessionRow } from "@/server/protocol/sessions.ts";
import type { SessionBoard } from "./use-session-board.ts";

/** Ticks a row; with Shift all between it and the one ticked before. */
export function TickBox({ row, ticked, act }: { row: SessionRow; ticked: boolean; act: SessionBoard["act"] }) {
  return (
    <Checkbox
      tabIndex={-1}
      aria-label={`Select ${titleOf(row)}`}
      checked={ticked}
      onClick={(event) => act.tick(row.key, event.shiftKey)}
      className="relative z-10"
    />
  );
}

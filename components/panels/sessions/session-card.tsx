import { memo } from "react";
import { SessionBadge, SessionDot } from "@/components/sessions/session-mark.tsx";
import { secondLineOf } from "@/components/sessions/session-title.ts";
import { compactNumber, money } from "@/components/ui/format.ts";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { RenameInput } from "./rename-input.tsx";
import { rowMarks } from "./row-marks.ts";
import { SessionMenu } from "./session-menu.tsx";
import type { SessionCellsProps } from "./session-row.tsx";
import { TickBox } from "./tick-box.tsx";
import { TitleLink } from "./title-link.tsx";

/** One session where there is no room for columns: three lines, everything in reach of a thumb. */
export const SessionCard = memo(function SessionCard(props: SessionCellsProps) {
  const { row, agentName, active, opened, ticked, renaming, act } = props;
  const facts = [
    agentName,
    row.channel,
    row.totalTokens !== undefined && `${compactNumber(row.totalTokens)} tokens`,
    row.estimatedCostUsd !== undefined && money(row.estimatedCostUsd),
  ];
  return (
    <>
      <td {...rowMarks({ active, opened, ticked })} className="flex shrink-0 self-start pt-3">
        <TickBox row={row} ticked={ticked} act={act} />
      </td>
      <td className="block min-w-0 flex-1 py-2">
        <div className="flex items-center gap-2">
          <SessionDot row={row} badged />
          {renaming ? (
            <RenameInput row={row} onDone={act.endRename} onRename={act.rename} />
          ) : (
            <TitleLink row={row} active={active} act={act} className="min-w-0 flex-1" />
          )}
          <RelativeTime time={row.updatedAt} className="shrink-0 text-faint text-xs" />
        </div>
        <p className="min-h-5 truncate pl-4 text-muted text-sm">{secondLineOf(row)}</p>
        <div className="flex h-5 items-center gap-2 pl-4 text-faint text-xs">
          <span className="truncate">{facts.filter(Boolean).join(" · ")}</span>
          <SessionBadge row={row} className="ml-auto" />
        </div>
      </td>
      <td className="relative shrink-0">
        <SessionMenu row={row} act={act} />
      </td>
    </>
  );
});

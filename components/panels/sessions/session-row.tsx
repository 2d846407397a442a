import { memo, type ReactNode } from "react";
import { SessionBadge, SessionDot } from "@/components/sessions/session-mark.tsx";
import { contextShareOf } from "@/components/sessions/session-state.ts";
import { previewOf, titleOf } from "@/components/sessions/session-title.ts";
import { cn } from "@/components/ui/cn.ts";
import { compactNumber, money } from "@/components/ui/format.ts";
import { Meter } from "@/components/ui/meter.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import type { SessionRow } from "@/server/protocol/sessions.ts";
import { CELL, COLUMNS } from "./columns.ts";
import { RenameInput } from "./rename-input.tsx";
import { rowMarks } from "./row-marks.ts";
import { SessionMenu } from "./session-menu.tsx";
import { TickBox } from "./tick-box.tsx";
import { TitleLink } from "./title-link.tsx";
import type { SessionBoard } from "./use-session-board.ts";

export interface SessionCellsProps {
  row: SessionRow;
  agentName: string;
  active: boolean;
  opened: boolean;
  ticked: boolean;
  renaming: boolean;
  /** What a row does; stays the same object while rows change. */
  act: SessionBoard["act"];
}

/** The cells of one session where there is room for columns. */
export const SessionCells = memo(function SessionCells(props: SessionCellsProps) {
  const { row, agentName, active, opened, ticked, renaming, act } = props;
  const share = contextShareOf(row);
  return (
    <>
      <td {...rowMarks({ active, opened, ticked })} className="flex w-4 shrink-0">
        <TickBox row={row} ticked={ticked} act={act} />
      </td>
      <td className="flex min-w-0 flex-1 items-center gap-2">
        <SessionDot row={row} badged />
        {renaming ? (
          <RenameInput row={row} onDone={act.endRename} onRename={act.rename} />
        ) : (
          <>
            <TitleLink row={row} active={active} act={act} className="max-w-[70%] shrink-0" />
            <SessionBadge row={row} />
            {row.archived && <span className="shrink-0 text-faint text-xs">archived</span>}
            <span className="min-w-0 truncate text-faint">{previewOf(row)}</span>
          </>
        )}
      </td>
      <Cell column="agent">{agentName}</Cell>
      <Cell column="channel">{row.channel}</Cell>
      <Cell column="model">{row.model}</Cell>
      <Cell column="tokens">{row.totalTokens !== undefined && compactNumber(row.totalTokens)}</Cell>
      <Cell column="context">
        {share !== undefined && (
          <>
            <Meter value={share} label={`Context used by ${titleOf(row)}`} className="w-12 shrink-0" />
            <span>{Math.round(share * 100)}%</span>
          </>
        )}
      </Cell>
      <Cell column="cost">{row.estimatedCostUsd !== undefined && money(row.estimatedCostUsd)}</Cell>
      <Cell column="updated">
        <RelativeTime time={row.updatedAt} />
      </Cell>
      <td className="relative w-7 shrink-0">
        <SessionMenu row={row} act={act} />
      </td>
    </>
  );
});

function Cell({ column, children }: { column: keyof typeof COLUMNS; children: ReactNode }) {
  return (
    <td className={cn(CELL, "pointer-events-none text-muted text-xs", COLUMNS[column].className)}>
      {typeof children === "string" ? <span className="truncate">{children}</span> : children}
    </td>
  );
}

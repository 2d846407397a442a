import { memo } from "react";
import type { CustomItemComponentProps } from "virtua";
import { cn } from "@/components/ui/cn.ts";
import { SessionCard } from "./session-card.tsx";
import { SessionHit } from "./session-hit.tsx";
import type { SessionItem } from "./session-items.ts";
import { SessionCells } from "./session-row.tsx";
import type { SessionBoard } from "./use-session-board.ts";

interface SessionTableRowProps {
  item: SessionItem;
  /** No room for columns. */
  narrow: boolean;
  active: boolean;
  opened: boolean;
  ticked: boolean;
  renaming: boolean;
  agentName: string;
  /** Of a heading, or of the session that a found message is in. */
  title: string;
  act: SessionBoard["act"];
}

/** The cells of one row: a heading, a session, or a message that was found. */
export const SessionTableRow = memo(function SessionTableRow(props: SessionTableRowProps) {
  const { item, narrow, active, opened, ticked, renaming, agentName, title, act } = props;
  switch (item.kind) {
    case "heading":
      return (
        <th scope="rowgroup" className="font-medium text-muted text-xs">
          {title} <span className="pl-1 font-normal text-faint">{item.count}</span>
        </th>
      );
    case "hit":
      return <SessionHit id={item.id} hit={item.hit} title={title} active={active} act={act} />;
    case "row": {
      const Cells = narrow ? SessionCard : SessionCells;
      const cells = { row: item.row, agentName, active, opened, ticked, renaming, act };
      return <Cells {...cells} />;
    }
  }
});

/** A row as virtua places it. It looks as its first cell says: virtua gives it no more than a place. */
export function TableRow({ className, ...props }: CustomItemComponentProps & { className: string }) {
  const { ref, style, index, children } = props;
  return (
    <tr
      ref={ref}
      style={style}
      aria-rowindex={index + 2}
      className={cn(
        "flex items-center gap-3 px-3 hover:bg-hover",
        "has-data-ticked:bg-accent-soft has-data-opened:bg-selected has-data-active:shadow-[inset_2px_0_0_var(--accent)]",
        className,
        "has-[th]:h-8 has-[th]:bg-sunken",
      )}
    >
      {children}
    </tr>
  );
}

/** One line high. */
export function LineRow(props: CustomItemComponentProps) {
  return <TableRow {...props} className="h-row" />;
}

/** As high as its card. Virtua measures what is inside a row's padding, so the cells have it. */
export function CardRow(props: CustomItemComponentProps) {
  return <TableRow {...props} className="" />;
}

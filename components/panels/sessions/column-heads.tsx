import { ArrowDown, ArrowUp } from "lucide-react";
import { cn } from "@/components/ui/cn.ts";
import { Checkbox } from "@/components/ui/toggles.tsx";
import { CELL, COLUMNS } from "./columns.ts";
import type { SessionOrder, SortColumn } from "./session-view.ts";

interface ColumnHeadsProps {
  order: SessionOrder;
  onOrder: (order: SessionOrder) => void;
  /** Of the rows in the list, how many are ticked. */
  ticked: "none" | "some" | "all";
  onTickAll: () => void;
}

/** Names of the columns; each sorts by itself, and the other way round when pressed again. */
export function ColumnHeads({ order, onOrder, ticked, onTickAll }: ColumnHeadsProps) {
  const shared = { order, onOrder };
  return (
    <thead className="sticky top-0 z-20 block border-b bg-background text-muted text-xs">
      <tr className="flex h-7 items-center gap-3 px-3">
        <th scope="col" className="flex w-4 shrink-0">
          <Checkbox
            aria-label="Select all sessions"
            checked={ticked === "some" ? "indeterminate" : ticked === "all"}
            onCheckedChange={onTickAll}
          />
        </th>
        <ColumnHead id="title" label="Session" className="flex min-w-0 flex-1" {...shared} />
        {Object.values(COLUMNS).map((column) => (
          <ColumnHead key={column.id} {...column} {...shared} />
        ))}
        <th scope="col" className="w-7 shrink-0">
          <span className="sr-only">Actions</span>
        </th>
      </tr>
    </thead>
  );
}

interface ColumnHeadProps {
  id: SortColumn;
  label: string;
  className: string;
  order: SessionOrder;
  onOrder: (order: SessionOrder) => void;
}

function ColumnHead({ id, label, className, order, onOrder }: ColumnHeadProps) {
  const sorted = order.column === id;
  const Arrow = order.descending ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      aria-sort={sorted ? (order.descending ? "descending" : "ascending") : undefined}
      className={cn(CELL, "font-normal", className)}
    >
      <button
        type="button"
        onClick={() => onOrder({ column: id, descending: sorted ? !order.descending : !TEXTUAL.has(id) })}
        className={cn(
          "flex h-6 items-center gap-1 rounded-sm -outline-offset-2 hover:text-text",
          sorted && "text-text",
        )}
      >
        {label}
        {sorted && <Arrow aria-hidden className="size-3" />}
      </button>
    </th>
  );
}

/** Words are read from A on, numbers from the highest. */
const TEXTUAL: ReadonlySet<SortColumn> = new Set(["title", "agent", "channel", "model"]);

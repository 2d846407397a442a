"use client";

import { useMemo, useRef } from "react";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import { titleOf } from "@/components/sessions/session-title.ts";
import { useAgents } from "@/hooks/use-agents.ts";
import { ColumnHeads } from "./column-heads.tsx";
import type { SessionItem } from "./session-items.ts";
import { CardRow, LineRow, SessionTableRow } from "./session-table-row.tsx";
import { useGridKeys } from "./use-grid-keys.ts";
import { useIsNarrow } from "./use-is-narrow.ts";
import type { SessionBoard } from "./use-session-board.ts";

/** Height of the column heads, in pixels. */
const HEADS = 29;

/** The sessions, as a table or, where that has no room, as cards. Only what is in sight is in the document. */
export function SessionTable({ board }: { board: SessionBoard }) {
  const { list, act, active, selection, renaming, opened } = board;
  const { items, keys, params, set, sessions } = list;
  const { byId } = useAgents();
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useRef<VirtualizerHandle>(null);
  const narrow = useIsNarrow(scroller);
  const activeIndex = items.findIndex(({ id }) => id === active);
  useGridKeys({ board, scroller, virtualizer });

  const titles = useMemo(() => new Map(sessions.rows.map((row) => [row.key, titleOf(row)])), [sessions.rows]);
  const titleFor = (item: SessionItem) => {
    if (item.kind === "heading") return params.group === "agent" ? (byId(item.label)?.name ?? item.label) : item.label;
    return item.kind === "hit" ? (titles.get(item.hit.sessionKey) ?? item.hit.sessionKey) : "";
  };
  const ticked = selection.keys.size === 0 ? "none" : selection.keys.size === keys.length ? "all" : "some";

  return (
    <div
      ref={scroller}
      className="@container min-h-0 flex-1 overflow-y-auto overscroll-contain [overflow-anchor:none]"
      onPointerEnter={(event) => event.pointerType === "mouse" && list.hold()}
      // With rows held back it is for the panel to let go: the hand may be on its way to "1 new".
      onPointerLeave={() => list.heldBack === 0 && list.release()}
    >
      <table aria-label="Sessions" aria-rowcount={items.length + 1} className="block text-left text-sm [&>tbody]:block">
        <ColumnHeads order={params.sort} onOrder={(sort) => set({ sort })} ticked={ticked} onTickAll={act.tickAll} />
        <Virtualizer
          // It measures the rows that it began with: others are others.
          key={narrow ? "cards" : "lines"}
          ref={virtualizer}
          as="tbody"
          item={narrow ? CardRow : LineRow}
          scrollRef={scroller}
          startMargin={HEADS}
          data={items}
          keepMounted={activeIndex >= 0 ? [activeIndex] : undefined}
        >
          {(item: SessionItem) => (
            <SessionTableRow
              key={item.id}
              item={item}
              narrow={narrow}
              active={item.id === active}
              opened={item.id === opened}
              ticked={item.kind === "row" && selection.keys.has(item.row.key)}
              renaming={item.kind === "row" && item.row.key === renaming}
              agentName={item.kind === "row" ? (byId(item.row.agentId)?.name ?? item.row.agentId) : ""}
              title={titleFor(item)}
              act={act}
            />
          )}
        </Virtualizer>
      </table>
    </div>
  );
}

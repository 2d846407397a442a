"use client";

import { type RefObject, useEffect, useRef } from "react";
import type { VirtualizerHandle } from "virtua";
import { isTakenKey } from "@/components/ui/taken-key.ts";
import type { SessionItem } from "./session-items.ts";
import { useMayChange } from "./use-session-actions.ts";
import type { SessionBoard } from "./use-session-board.ts";

interface Grid {
  board: SessionBoard;
  scroller: RefObject<HTMLElement | null>;
  virtualizer: RefObject<VirtualizerHandle | null>;
}

/**
 * Keys of the list, wherever the focus is but in a field or a menu: arrows or j and k move, Enter opens the chat, Space
 * the details, x ticks, e renames, # deletes, Escape closes what is open.
 */
export function useGridKeys(grid: Grid): void {
  const mayChange = useMayChange();
  const latest = useRef({ grid, mayChange });
  useEffect(() => {
    latest.current = { grid, mayChange };
  });

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (isTakenKey(event)) return;
      const { grid: now, mayChange: may } = latest.current;
      const done = move(event.key, now) || open(event.key, now.board) || change(event, now.board, may);
      if (done) event.preventDefault();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}

/** Where a key leads, from a place among so many; from -1 when no row is active. */
const MOVES: ReadonlyMap<string, (place: number, size: number) => number> = new Map([
  ["ArrowDown", (place: number) => place + 1],
  ["j", (place: number) => place + 1],
  ["ArrowUp", (place: number, size: number) => (place === -1 ? size - 1 : place - 1)],
  ["k", (place: number, size: number) => (place === -1 ? size - 1 : place - 1)],
  ["Home", () => 0],
  ["End", (_: number, size: number) => size - 1],
]);

function move(key: string, { board, scroller, virtualizer }: Grid): boolean {
  const to = MOVES.get(key);
  if (!to) return false;
  const { list, act, active } = board;
  const targets = list.items.flatMap((item, index) => (item.kind === "heading" ? [] : [{ id: item.id, index }]));
  const place = targets.findIndex(({ id }) => id === active);
  const next = targets[Math.min(targets.length - 1, Math.max(0, to(place, targets.length)))];
  if (!next) return false;
  act.activate(next.id);
  virtualizer.current?.scrollToIndex(next.index, { align: "nearest" });
  focusRow(scroller.current, next.id);
  return true;
}

function open(key: string, { list, act, active, opened, selection }: SessionBoard): boolean {
  if (key === "Escape") {
    if (opened !== undefined) act.showDetails(undefined);
    else if (selection.keys.size > 0) act.untickAll();
    else return false;
    return true;
  }
  const target = targetOf(list.items, active);
  if (!target || (key !== "Enter" && key !== " ")) return false;
  if (key === " ") act.showDetails(target.session);
  else act.openChat(target.session, target.messageId);
  return true;
}

function change({ key, shiftKey }: KeyboardEvent, board: SessionBoard, mayChange: boolean): boolean {
  const { list, act, active, selection } = board;
  const target = targetOf(list.items, active);
  if (!target || target.messageId !== undefined) return false;
  if (key.toLowerCase() === "x") act.tick(target.session, shiftKey);
  else if (key === "e" && mayChange) act.beginRename(target.session);
  else if ((key === "#" || key === "Delete") && mayChange) {
    act.ask({ kind: "delete", keys: selection.keys.size > 0 ? [...selection.keys] : [target.session] });
  } else return false;
  return true;
}

function targetOf(items: readonly SessionItem[], id: string | undefined) {
  const item = items.find((other) => other.id === id);
  if (item?.kind === "row") return { session: item.row.key, messageId: undefined };
  return item?.kind === "hit" ? { session: item.hit.sessionKey, messageId: item.hit.messageId } : undefined;
}

/** The row may come into the document by this very move: it is there after the next frame. */
function focusRow(scroller: HTMLElement | null, id: string): void {
  requestAnimationFrame(() => {
    scroller?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)?.focus({ preventScroll: true });
  });
}

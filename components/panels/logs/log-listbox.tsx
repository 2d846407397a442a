import { type KeyboardEvent, type ReactNode, type Ref, useRef } from "react";
import { lineId } from "./log-list.ts";

interface LogListboxProps {
  ref: Ref<HTMLDivElement>;
  /** Cursor of the opened line. */
  selected: number | undefined;
  onSelect: (cursor: number) => void;
  onKeyDown: (event: KeyboardEvent) => void;
  onScroll: () => void;
  onWheel: (event: { deltaY: number }) => void;
  children: ReactNode;
}

/** What scrolls the lines, and takes the focus and the clicks for all of them. */
export function LogListbox({ ref, selected, onSelect, onScroll, onWheel, onKeyDown, children }: LogListboxProps) {
  const pressed = useRef<number>(undefined);
  return (
    <div
      ref={ref}
      role="listbox"
      aria-label="Log lines"
      tabIndex={0}
      aria-activedescendant={selected === undefined ? undefined : lineId(selected)}
      onScroll={onScroll}
      onWheel={onWheel}
      onKeyDown={onKeyDown}
      // In a live log another line may stand there when the button is let go of.
      onPointerDown={({ target }) => {
        pressed.current = cursorOf(target);
      }}
      onClick={({ target }) => {
        const cursor = pressed.current ?? cursorOf(target);
        pressed.current = undefined;
        if (cursor !== undefined && window.getSelection()?.isCollapsed !== false) onSelect(cursor);
      }}
      className="min-h-0 flex-1 overflow-y-auto overflow-x-hidden overscroll-contain font-mono text-xs outline-offset-[-2px] [overflow-anchor:none]"
    >
      {children}
    </div>
  );
}

function cursorOf(target: EventTarget): number | undefined {
  const line = target instanceof Element ? target.closest<HTMLElement>("[data-cursor]") : null;
  return line ? Number(line.dataset.cursor) : undefined;
}

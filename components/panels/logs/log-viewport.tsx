"use client";

import { type Ref, useCallback, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from "react";
import { LogLine } from "./log-line.tsx";
import type { LogListHandle, LogListProps } from "./log-list.ts";
import { LogListbox } from "./log-listbox.tsx";
import { ROW_HEIGHT } from "./log-row.tsx";
import { useFollow } from "./use-follow.ts";
import { lineAt, placeOf } from "./use-log-view.ts";

/** Rows beyond either edge, so that a fast wheel finds them there. */
const OVERSCAN = 12;

/** Lines of one height. Rows are recycled: a row's element stays while the line in it changes. */
export function LogViewport({ ref, ...props }: LogListProps & { ref: Ref<LogListHandle> }) {
  const { shown, pattern, selected, following, onFollowing, onSelect, onKeyDown, onReachStart } = props;
  const { base, matches } = shown;
  const scroller = useRef<HTMLDivElement>(null);
  const height = useHeight(scroller);
  const [top, setTop] = useState(0);
  /** The first line in sight, and how many pixels of it are not. */
  const anchor = useRef<{ cursor: number; cut: number } | undefined>(undefined);

  const anchored = useRef<number>(undefined);

  const moveTo = useCallback(
    (scrollTop: number) => {
      const first = Math.floor(scrollTop / ROW_HEIGHT);
      setTop(first);
      // Where it was put by the anchor it may be for want of lines only: those may come yet.
      if (scrollTop === anchored.current) return;
      anchored.current = undefined;
      anchor.current = { cursor: lineAt(shown, first)?.cursor ?? 0, cut: scrollTop - first * ROW_HEIGHT };
      if (first < OVERSCAN) onReachStart();
    },
    [shown, onReachStart],
  );
  const { toEnd, listeners } = useFollow({ scroller, following, onFollowing, onScroll: moveTo });
  const scrollable = matches * ROW_HEIGHT + height;

  useLayoutEffect(() => {
    if (following) toEnd(scrollable);
  }, [following, scrollable, toEnd]);

  // Lines that come or go above must not move those in sight, and under a new filter the time in sight stays.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (following) anchor.current = undefined;
    if (following || !element || shown.version === 0) return;
    if (anchor.current) {
      element.scrollTop = placeOf(shown, anchor.current.cursor) * ROW_HEIGHT + anchor.current.cut;
      anchored.current = element.scrollTop;
    }
    moveTo(element.scrollTop);
  }, [shown, following, moveTo]);

  useImperativeHandle(ref, () => ({
    reveal: (index, align) => {
      if (!scroller.current) return;
      reveal(scroller.current, index, align);
      anchored.current = undefined;
      moveTo(scroller.current.scrollTop);
    },
    focus: () => scroller.current?.focus(),
  }));

  const visible = Math.ceil(height / ROW_HEIGHT) + 1;
  // At the end nobody is ahead of the rows.
  const overscan = following ? 0 : OVERSCAN;
  const slots = visible + 2 * overscan;
  const begin = Math.max(0, Math.min(following ? matches : top, matches - visible) - overscan);
  const places = Array.from({ length: Math.min(matches, begin + slots) - begin }, (_, offset) => begin + offset);
  // While lines stream in, elements stay in the document's order too, so that none is ever moved. When they stand
  // still they are in the order of the lines, for those who mark and copy several.
  if (following) places.sort((a, b) => slotOf(base + a, slots) - slotOf(base + b, slots));

  const selectedPlace = selected === undefined ? -1 : placeOf(shown, selected);
  const selectedRow = selectedPlace >= begin && selectedPlace < begin + places.length ? selected : undefined;

  return (
    <LogListbox ref={scroller} selected={selectedRow} onSelect={onSelect} onKeyDown={onKeyDown} {...listeners}>
      <div className="relative overflow-hidden contain-strict" style={{ height: matches * ROW_HEIGHT }}>
        {places.map((index) => {
          const entry = lineAt(shown, index);
          return (
            entry && (
              <LogLine
                key={slotOf(base + index, slots)}
                entry={entry}
                top={index * ROW_HEIGHT}
                pattern={pattern}
                selected={entry.cursor === selected}
              />
            )
          );
        })}
      </div>
    </LogListbox>
  );
}

/** A line keeps its element while it is in sight: its number never changes. Numbers may be negative. */
function slotOf(number: number, slots: number): number {
  return ((number % slots) + slots) % slots;
}

function reveal(element: HTMLElement, index: number, align: "nearest" | "center"): void {
  const start = index * ROW_HEIGHT;
  const { scrollTop, clientHeight } = element;
  if (align === "center") element.scrollTop = start - clientHeight / 2;
  else if (start < scrollTop) element.scrollTop = start;
  else if (start + ROW_HEIGHT > scrollTop + clientHeight) element.scrollTop = start + ROW_HEIGHT - clientHeight;
}

function useHeight(scroller: { current: HTMLElement | null }): number {
  const [height, setHeight] = useState(0);
  useEffect(() => {
    if (!scroller.current) return;
    const observer = new ResizeObserver(([entry]) => entry && setHeight(entry.contentRect.height));
    observer.observe(scroller.current);
    return () => observer.disconnect();
  }, [scroller]);
  return height;
}

"use client";

import { type Ref, useEffect, useImperativeHandle, useMemo, useRef } from "react";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import { LogLine } from "./log-line.tsx";
import type { LogListHandle, LogListProps } from "./log-list.ts";
import { LogListbox } from "./log-listbox.tsx";
import { ROW_HEIGHT } from "./log-row.tsx";
import { useFollow } from "./use-follow.ts";
import { lineAt, placeOf } from "./use-log-view.ts";

/** Lines that show all of their text, as high as it is. */
export function LogWrapped({ ref, ...props }: LogListProps & { ref: Ref<LogListHandle> }) {
  const { shown, pattern, selected, following, onFollowing, onSelect, onKeyDown, onReachStart } = props;
  const { matches, base } = shown;
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const places = useMemo(() => ({ length: matches }), [matches]);
  // Lines that came or went before the first must not move those in sight.
  const lastBase = useRef(base);
  const shift = lastBase.current !== base;
  useEffect(() => {
    lastBase.current = base;
  }, [base]);
  // The list names the opened line to those who cannot see it: it must exist.
  const kept = useMemo(
    () => (selected === undefined ? undefined : [Math.min(matches - 1, placeOf(shown, selected))]),
    [shown, matches, selected],
  );
  const { listeners } = useFollow({
    scroller,
    following,
    onFollowing,
    onScroll: (scrollTop) => scrollTop < ROW_HEIGHT * 10 && onReachStart(),
  });

  useEffect(() => {
    if (following && shown.matches > 0) list.current?.scrollToIndex(shown.matches - 1, { align: "end" });
  }, [following, shown]);

  useImperativeHandle(ref, () => ({
    reveal: (index, align) => list.current?.scrollToIndex(index, { align }),
    focus: () => scroller.current?.focus(),
  }));

  return (
    <LogListbox ref={scroller} selected={selected} onSelect={onSelect} onKeyDown={onKeyDown} {...listeners}>
      <Virtualizer ref={list} scrollRef={scroller} data={places} keepMounted={kept} shift={shift} itemSize={ROW_HEIGHT}>
        {(_, index) => {
          const entry = lineAt(shown, index);
          if (!entry) return <div />;
          return <LogLine entry={entry} pattern={pattern} selected={entry.cursor === selected} />;
        }}
      </Virtualizer>
    </LogListbox>
  );
}

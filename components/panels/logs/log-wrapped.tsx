"use client";

import { type Ref, useImperativeHandle, useMemo, useRef } from "react";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import { LogLine } from "./log-line.tsx";
import type { LogListHandle, LogListProps } from "./log-list.ts";
import { LogListbox } from "./log-listbox.tsx";
import { ROW_HEIGHT } from "./log-row.tsx";
import { useFollow } from "./use-follow.ts";

/** Lines that show all of their text, as high as it is. */
export function LogWrapped({ ref, ...props }: LogListProps & { ref: Ref<LogListHandle> }) {
  const { shown, pattern, selected, following, onFollowing, onSelect, onKeyDown, onReachStart } = props;
  const { view, matches } = shown;
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const places = useMemo(() => ({ length: matches }), [matches]);
  const listeners = useFollow({
    scroller,
    following,
    onFollowing,
    onScroll: (scrollTop) => scrollTop < ROW_HEIGHT * 10 && onReachStart(),
  });

  useImperativeHandle(ref, () => ({
    reveal: (index, align) => list.current?.scrollToIndex(index, { align }),
    focus: () => scroller.current?.focus(),
  }));

  return (
    <LogListbox ref={scroller} selected={selected} onSelect={onSelect} onKeyDown={onKeyDown} {...listeners}>
      <Virtualizer ref={list} scrollRef={scroller} data={places} itemSize={ROW_HEIGHT}>
        {(_, index) => {
          const entry = view.at(index);
          if (!entry) return <div />;
          return <LogLine entry={entry} pattern={pattern} selected={entry.cursor === selected} />;
        }}
      </Virtualizer>
    </LogListbox>
  );
}

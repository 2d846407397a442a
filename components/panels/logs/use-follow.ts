"use client";

import { type RefObject, useCallback, useRef } from "react";

/** Pixels from the end that still count as the end: zoomed pages have broken pixels. */
const AT_END = 4;

interface FollowOptions {
  scroller: RefObject<HTMLElement | null>;
  following: boolean;
  /** Called when the person scrolls away from the end, and when they come back to it. */
  onFollowing: (following: boolean) => void;
  /** Called when the place in sight may be another one than the end. */
  onScroll: (scrollTop: number) => void;
}

/** Tells whether a scroller is to stay at its end: until the person scrolls up, and again once they are back. */
export function useFollow({ scroller, following, onFollowing, onScroll }: FollowOptions) {
  const lastTop = useRef(0);

  /** Goes to the end without being taken for the person. `height`: at least as much as can be scrolled, in pixels. */
  const toEnd = useCallback(
    (height: number) => {
      const element = scroller.current;
      if (!element) return;
      element.scrollTop = height;
      lastTop.current = element.scrollTop;
    },
    [scroller],
  );

  const listeners = {
    onWheel: ({ deltaY }: { deltaY: number }) => {
      if (following && deltaY < 0 && (scroller.current?.scrollTop ?? 0) > 0) onFollowing(false);
    },
    onScroll: () => {
      const element = scroller.current;
      if (!element) return;
      const { scrollTop, scrollHeight, clientHeight } = element;
      const moved = scrollTop - lastTop.current;
      const atEnd = scrollHeight - clientHeight - scrollTop <= AT_END;
      lastTop.current = scrollTop;
      if (following && moved < 0 && !atEnd) onFollowing(false);
      if (!following && moved > 0 && atEnd) onFollowing(true);
      if (!following || !atEnd) onScroll(scrollTop);
    },
  };
  return { toEnd, listeners };
}

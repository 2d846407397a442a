"use client";

import { type RefObject, useLayoutEffect, useRef } from "react";

/** Pixels from the end that still count as the end: zoomed pages have broken pixels. */
const AT_END = 4;

interface FollowOptions {
  scroller: RefObject<HTMLElement | null>;
  following: boolean;
  /** Called when the person scrolls away from the end, and when they come back to it. */
  onFollowing: (following: boolean) => void;
  onScroll?: (scrollTop: number) => void;
}

/**
 * Keeps a scroller at its end until the person scrolls up, and again once they are back.
 * @returns what the scroller listens with; after each render it stands at its end while following
 */
export function useFollow({ scroller, following, onFollowing, onScroll }: FollowOptions) {
  const lastTop = useRef(0);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!following || !element) return;
    element.scrollTop = element.scrollHeight;
    lastTop.current = element.scrollTop;
  });

  return {
    onWheel: ({ deltaY }: { deltaY: number }) => {
      const element = scroller.current;
      const canMove = element !== null && element.scrollTop > 0;
      if (following && deltaY < 0 && canMove) onFollowing(false);
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
      if (!following || !atEnd) onScroll?.(scrollTop);
    },
  };
}

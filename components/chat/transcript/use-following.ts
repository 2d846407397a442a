import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { follows, type Scroll } from "./follow.ts";

export interface Following {
  isFollowing: boolean;
  /** To be called after anything that changes the content's height: goes to the end if it is followed. */
  settle: () => void;
  /** Goes to the end and follows it again. */
  jump: () => void;
  /** Stays where it is, or where it is about to be scrolled to. */
  stop: () => void;
}

/** Keeps the end of a growing list in sight until somebody scrolls up, and again once they are back. */
export function useFollowing(scroller: RefObject<HTMLElement | null>): Following {
  const [isFollowing, setFollowing] = useState(true);
  const following = useRef(true);
  const seen = useRef<Scroll>({ top: 0, height: 0, viewport: 0 });

  const set = useCallback((next: boolean) => {
    following.current = next;
    setFollowing(next);
  }, []);
  const settle = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const now = measure(element);
    if (following.current) {
      now.top = now.height - now.viewport;
      element.scrollTop = now.top;
    }
    seen.current = now;
  }, [scroller]);
  const jump = useCallback(() => {
    set(true);
    settle();
  }, [set, settle]);
  const stop = useCallback(() => set(false), [set]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const onScroll = () => {
      const now = measure(element);
      const next = follows(following.current, seen.current, now);
      seen.current = now;
      if (next !== following.current) set(next);
    };
    // Before the first pixel: a turn of the wheel must not be pulled back by the next token.
    const onWheel = (event: WheelEvent) => {
      if (event.deltaY < 0 && element.scrollTop > 0 && following.current) set(false);
    };
    const resized = new ResizeObserver(settle);
    resized.observe(element);
    element.addEventListener("scroll", onScroll, { passive: true });
    element.addEventListener("wheel", onWheel, { passive: true });
    return () => {
      resized.disconnect();
      element.removeEventListener("scroll", onScroll);
      element.removeEventListener("wheel", onWheel);
    };
  }, [scroller, set, settle]);

  return { isFollowing, settle, jump, stop };
}

function measure(element: HTMLElement): Scroll {
  return { top: element.scrollTop, height: element.scrollHeight, viewport: element.clientHeight };
}

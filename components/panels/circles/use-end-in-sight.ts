import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";

/** How near the end counts as the end, in pixels. */
const NEAR = 32;

/** Keeps the end of a box in sight as its content grows, until somebody scrolls up, and again once they are back. */
export function useEndInSight<Box extends HTMLElement>(): RefObject<Box | null> {
  const box = useRef<Box>(null);
  const isAtEnd = useRef(true);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => {
      isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
    };
    element.addEventListener("scroll", look, { passive: true });
    return () => element.removeEventListener("scroll", look);
  }, []);

  // Whatever was drawn may have moved the end.
  useLayoutEffect(() => {
    const element = box.current;
    if (element && isAtEnd.current) element.scrollTop = element.scrollHeight;
  });

  return box;
}

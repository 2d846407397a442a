"use client";

import { type RefObject, useEffect, useState } from "react";

/** Pixels under which columns have no room. */
const NARROW = 560;

/** Whether an element is narrow now; it may be so in a wide window, beside another column. */
export function useIsNarrow(element: RefObject<HTMLElement | null>): boolean {
  const [narrow, setNarrow] = useState(() => typeof window !== "undefined" && window.innerWidth < NARROW);
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => entry && setNarrow(entry.contentRect.width < NARROW));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return narrow;
}

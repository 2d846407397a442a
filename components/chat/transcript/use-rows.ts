import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { ChatItem } from "@/hooks/chat/items.ts";
import { isPrepended, type Row, toRows } from "./rows.ts";

export interface DrawnRows {
  rows: readonly Row[];
  /** Older rows have just come in above, and what is in sight must not move. */
  shift: boolean;
  /** To be called when scrolling has come to rest. */
  onScrollEnd: () => void;
}

const MAX_HELD_MS = 500;

/**
 * The rows to draw. After older ones came in above, the list keeps its distance to its end until scrolling has come
 * to rest: an answer that grows there meanwhile would move what is being read, so the rows are held until then.
 */
export function useRows(items: readonly ChatItem[], isFollowing: boolean): DrawnRows {
  const newest = useMemo(() => toRows(items), [items]);
  const [held, setHeld] = useState<readonly Row[]>();
  const rows = isFollowing ? newest : (held ?? newest);
  const drawn = useRef<readonly Row[]>([]);
  const shift = !isFollowing && isPrepended(drawn.current, rows);
  const release = useCallback(() => setHeld(undefined), []);
  useEffect(() => {
    drawn.current = rows;
    if (shift) setHeld(rows);
  }, [rows, shift]);
  useEffect(() => {
    if (!held) return;
    // Where nothing scrolled, nothing comes to rest.
    const timer = setTimeout(release, MAX_HELD_MS);
    return () => clearTimeout(timer);
  }, [held, release]);
  return { rows, shift, onScrollEnd: release };
}

"use client";

import { type RefObject, useEffect, useRef } from "react";
import { tinykeys } from "tinykeys";

interface LogKeys {
  search: RefObject<HTMLInputElement | null>;
  togglePause: () => void;
}

/** Keys that work anywhere in the panel: `/` to search, Space to pause. Not while typing, or on a button. */
export function useLogKeys({ search, togglePause }: LogKeys): void {
  const latest = useRef(togglePause);
  useEffect(() => {
    latest.current = togglePause;
  }, [togglePause]);

  useEffect(() => {
    const find = (event: KeyboardEvent) => {
      event.preventDefault();
      search.current?.focus();
      search.current?.select();
    };
    const pause = (event: KeyboardEvent) => {
      event.preventDefault();
      latest.current();
    };
    return tinykeys(window, { "/": find, Space: pause }, { ignore: isTaken });
  }, [search]);
}

/** Whether the key belongs to what has the focus. */
function isTaken({ target, defaultPrevented }: KeyboardEvent): boolean {
  if (defaultPrevented) return true;
  return (
    target instanceof Element &&
    target.closest("input, textarea, select, button, a, summary, [contenteditable], [role=menu], [role=dialog]") !==
      null
  );
}

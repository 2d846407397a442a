"use client";

import { type RefObject, useEffect, useRef } from "react";
import { isTakenKey } from "@/components/ui/taken-key.ts";

interface LogKeys {
  search: RefObject<HTMLInputElement | null>;
  togglePause: () => void;
}

/** Keys that work anywhere in the panel: `/` to search, Space to pause. Not while typing, or on a button. */
export function useLogKeys(keys: LogKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (isTakenKey(event) || (event.key !== "/" && event.key !== " ")) return;
      event.preventDefault();
      const { search, togglePause } = latest.current;
      if (event.key === " ") togglePause();
      else search.current?.focus();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}

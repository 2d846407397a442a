"use client";

import { useEffect, useState } from "react";
import { useSnapshot } from "@/hooks/use-snapshot.ts";
import type { SessionsSearchHit } from "@/server/protocol/sessions.ts";

export const PAUSE_MS = 180;
export const LEAST_CHARACTERS = 2;
/** As many as OpenClaw lets one ask for. */
export const MOST_HITS = 25;
const NO_HITS: readonly SessionsSearchHit[] = [];

/** Looks through every transcript once typing pauses. Not again for each new message: that would move what is read. */
export function useSessionSearch(text: string) {
  const query = useSettled(text.trim(), PAUSE_MS);
  const wanted = query.length >= LEAST_CHARACTERS;
  const { data, isLoading, error } = useSnapshot("sessions.search", wanted ? { query, limit: MOST_HITS } : null, {
    keepPrevious: false,
    reduce: (found) => found,
  });
  return {
    hits: data?.results ?? NO_HITS,
    truncated: data?.truncated ?? (data?.results.length ?? 0) >= MOST_HITS,
    isSearching: wanted && (isLoading || query !== text.trim()),
    error: wanted ? error : undefined,
  };
}

/** The value once it has not changed for a while; empty at once. */
export function useSettled(value: string, ms: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), value === "" ? 0 : ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}

"use client";

import { useMemo } from "react";
import { useFleetSnapshot } from "@/hooks/use-fleet-snapshot.ts";
import { LEAST_CHARACTERS, MOST_HITS, PAUSE_MS, useSettled } from "./use-session-search.ts";

/** Looks through the transcripts of every gateway once typing pauses; what a fast one found is not held up by a slow one. */
export function useFleetSearch(text: string) {
  const query = useSettled(text.trim(), PAUSE_MS);
  const wanted = query.length >= LEAST_CHARACTERS;
  const { sources, isLoading } = useFleetSnapshot("sessions.search", wanted ? { query, limit: MOST_HITS } : null, {
    reduce: (found) => found,
  });
  const hits = useMemo(
    () =>
      wanted
        ? sources
            .flatMap(({ gateway, data }) => data?.results.map((hit) => ({ gateway, hit })) ?? [])
            .sort((a, b) => b.hit.timestamp - a.hit.timestamp)
            .slice(0, MOST_HITS)
        : [],
    [sources, wanted],
  );
  return { hits, isSearching: wanted && (isLoading || query !== text.trim()) };
}

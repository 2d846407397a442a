import { useMemo } from "react";
import { usePeople, useTokens } from "@/hooks/use-access.ts";

/** What tokens and people are called, by their ids. */
export function useNames(): ReadonlyMap<string, string> {
  const { data: given } = useTokens();
  const { data: here } = usePeople();
  return useMemo(
    () => new Map([...(given?.tokens ?? []), ...(here?.people ?? [])].map(({ id, name }) => [id, name])),
    [given, here],
  );
}

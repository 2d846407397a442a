import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo } from "react";
import type { AuditFilter } from "@/hooks/use-access.ts";

export const KINDS = ["all", "calls", "access"] as const;
export const OUTCOMES = ["any", "ok", "failed"] as const;

export type Kind = (typeof KINDS)[number];
export type Outcome = (typeof OUTCOMES)[number];

const PARSERS = {
  q: parseAsString.withDefault(""),
  kind: parseAsStringLiteral(KINDS).withDefault("all"),
  outcome: parseAsStringLiteral(OUTCOMES).withDefault("any"),
  who: parseAsString,
  before: parseAsInteger,
};
const MOST_CHARACTERS = 200;

/** What of the audit the address asks for. Another filter begins at the newest again. */
export function useAuditFilter() {
  const [{ q, kind, outcome, who, before }, set] = useQueryStates(PARSERS, { history: "replace" });
  const filter = useMemo((): AuditFilter => {
    const search = q.trim().slice(0, MOST_CHARACTERS);
    return {
      ...(search && { search }),
      ...(kind !== "all" && { kind }),
      ...(outcome !== "any" && { outcome }),
      ...(who && { who }),
      ...(before !== null && before > 0 && { cursor: before }),
    };
  }, [q, kind, outcome, who, before]);
  const isNarrowed = q.trim() !== "" || kind !== "all" || outcome !== "any" || Boolean(who);
  return {
    filter,
    text: q,
    kind,
    outcome,
    who,
    isNarrowed,
    isNewest: before === null,
    setText: (text: string) => set({ q: text || null, before: null }),
    setKind: (next: Kind) => set({ kind: next, before: null }),
    setOutcome: (next: Outcome) => set({ outcome: next, before: null }),
    setWho: (next: string | null) => set({ who: next, before: null }),
    /** Pages are steps of the browser's own history. */
    goTo: (cursor: number | null) => set({ before: cursor }, { history: "push" }),
    clear: () => set({ q: null, kind: null, outcome: null, who: null, before: null }),
  };
}

export type AuditView = ReturnType<typeof useAuditFilter>;

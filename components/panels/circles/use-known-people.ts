import { useMemo } from "react";
import { usePeople } from "@/hooks/use-access.ts";
import { useMay } from "@/hooks/use-may.ts";
import { usePresence } from "@/hooks/use-presence.ts";
import { type KnownPerson, knownPeople } from "./known-people.ts";

/** Who could be asked into a circle: those who are connected and, for who may see them, those who were. */
export function useKnownPeople(): readonly KnownPerson[] {
  const { entries } = usePresence();
  const maySeeAll = useMay("operator.admin");
  const { data } = usePeople({ wanted: maySeeAll });
  return useMemo(() => knownPeople(entries, data?.people ?? []), [entries, data]);
}

import { useMemo } from "react";
import { PANELS, type Panel } from "@/components/panels/registry.ts";
import { useConnection } from "@/hooks/use-connection.ts";
import { allows } from "@/server/protocol/frames.ts";

/** The panels that the person may open; all of them before the server said who it is. */
export function useOpenPanels(): readonly Panel[] {
  const { principal } = useConnection();
  return useMemo(
    () => (principal ? PANELS.filter(({ scope }) => allows(principal.scopes, scope)) : PANELS),
    [principal],
  );
}

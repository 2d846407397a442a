import { createContext, useContext, useMemo } from "react";
import type { Panel } from "@/components/panels/registry.ts";
import { useConnection } from "@/hooks/use-connection.ts";
import { allows } from "@/server/protocol/frames.ts";

/** Given by the frame, which alone knows every panel: they cannot know each other. */
export const OpenPanels = createContext<readonly Panel[]>([]);

/** The panels that the person may open, in the order of the sidebar. */
export function useOpenPanels(): readonly Panel[] {
  return useContext(OpenPanels);
}

/** Those of `panels` that the person may open; all of them before the server said who it is. */
export function useAllowed(panels: readonly Panel[]): readonly Panel[] {
  const { principal } = useConnection();
  return useMemo(
    () => (principal ? panels.filter(({ scope }) => allows(principal.scopes, scope)) : panels),
    [panels, principal],
  );
}

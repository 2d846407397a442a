import { useEffect } from "react";
import { useAtRest } from "@/hooks/use-at-rest.ts";
import { useOpenPanels } from "./use-open-panels.ts";

/** Fetches the code of panels that most ways lead to, when nothing else is waited for. */
export function PanelPreloader(): null {
  const isAtRest = useAtRest();
  const panels = useOpenPanels();
  useEffect(() => {
    if (!isAtRest) return;
    for (const { isEarly, load } of panels) if (isEarly) load().catch(() => undefined);
  }, [isAtRest, panels]);
  return null;
}

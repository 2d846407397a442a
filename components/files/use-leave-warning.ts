import { useEffect } from "react";
import { useDrafts } from "./drafts.ts";

/** Closing the tab asks first while something is not saved. */
export function useLeaveWarning() {
  const hasDrafts = useDrafts(({ byFile }) => byFile.size > 0);
  useEffect(() => {
    if (!hasDrafts) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [hasDrafts]);
}

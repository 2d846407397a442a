import { useEffect } from "react";
import { useLatest } from "@/components/chat/use-latest.ts";

/** ⌘F or Ctrl+F finds in the conversation: the browser would find only what is drawn. */
export function useFindKey(onFind: () => void): void {
  const latest = useLatest(onFind);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "f" || !(event.metaKey || event.ctrlKey) || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [latest]);
}

import { useSyncExternalStore } from "react";

/** How this machine's keyboard calls the key of shortcuts. */
export function useModKey(): "⌘" | "Ctrl" {
  return useSyncExternalStore(never, read, () => "Ctrl");
}

function read(): "⌘" | "Ctrl" {
  return /Mac|iP(hone|ad|od)/.test(navigator.platform) ? "⌘" : "Ctrl";
}

function never(): () => void {
  return () => {};
}

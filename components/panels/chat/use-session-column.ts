import { useEffect, useState } from "react";

const WIDE = "(min-width: 48rem)";
const STORED = "mission-control:chat-sessions";

export interface SessionColumn {
  /** Beside the chat, where there is room. */
  isShown: boolean;
  /** Over the chat, where there is not. */
  isSheetOpen: boolean;
  setSheetOpen: (isOpen: boolean) => void;
  toggle: () => void;
}

/** The list of sessions: a column that this device remembers, or on a phone a sheet that closes with a choice. */
export function useSessionColumn(sessionKey: string): SessionColumn {
  const [isShown, setShown] = useState(true);
  const [sheetFor, setSheetFor] = useState<string>();
  useEffect(() => setShown(localStorage.getItem(STORED) !== "hidden"), []);

  function toggle(): void {
    if (!window.matchMedia(WIDE).matches) return setSheetFor(sessionKey);
    localStorage.setItem(STORED, isShown ? "hidden" : "shown");
    setShown(!isShown);
  }

  return {
    isShown,
    isSheetOpen: sheetFor === sessionKey,
    setSheetOpen: (isOpen) => setSheetFor(isOpen ? sessionKey : undefined),
    toggle,
  };
}

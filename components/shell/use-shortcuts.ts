import { useEffect } from "react";
import { tinykeys } from "tinykeys";
import { PANELS } from "@/components/panels/registry.ts";
import { navigate } from "@/components/ui/navigate.ts";
import { openOverlay } from "./overlay-store.ts";

/** Keys that work everywhere. Those without ⌘ or Ctrl do nothing while somebody writes or a window is open. */
export function useShortcuts(): void {
  useEffect(() => {
    const jumps = PANELS.flatMap(({ slug, shortcut }) =>
      shortcut ? [[`g ${shortcut}`, quiet(() => navigate(`/${slug}`, { leave: true }))] as const] : [],
    );
    const keys = {
      "$mod+k": (event: KeyboardEvent) => {
        event.preventDefault();
        openOverlay("palette");
      },
      "Shift+?": quiet(() => openOverlay("shortcuts")),
      ...Object.fromEntries(jumps),
    };
    // By itself it would be deaf in every text field, and the palette opens from there too. And each key has a listener
    // of its own: one for all leaves sequences half done after a hit, so that another jump at once would go nowhere.
    const stops = Object.entries(keys).map(([key, act]) => tinykeys(window, { [key]: act }, { ignore: () => false }));
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
}

function quiet(act: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.defaultPrevented || isBusy(event.target)) return;
    event.preventDefault();
    act();
  };
}

/** Whether the key belongs to what has the focus: a text, a list, a window. */
function isBusy(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest("input, textarea, select, [contenteditable], [role=dialog], [role=menu]") !== null
  );
}

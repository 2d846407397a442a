import { lazy, Suspense } from "react";
import { closeOverlay, type OverlayName, useOverlay } from "./overlay-store.ts";
import { useShortcuts } from "./use-shortcuts.ts";

const LAZY: Record<OverlayName, React.LazyExoticComponent<React.ComponentType<{ onClose: () => void }>>> = {
  palette: lazy(() => import("./palette/palette.tsx")),
  shortcuts: lazy(() => import("./shortcuts-sheet.tsx")),
  stop: lazy(() => import("./stop/stop-dialog.tsx")),
  more: lazy(() => import("./more-sheet.tsx")),
};

/** Palette, shortcuts and the rest; each is loaded when it is first opened. */
export function Overlays() {
  useShortcuts();
  const { open } = useOverlay();
  if (!open) return null;
  const Overlay = LAZY[open];
  return (
    <Suspense>
      <Overlay onClose={closeOverlay} />
    </Suspense>
  );
}

import { create } from "zustand";

/** Windows that belong to no panel. */
export type OverlayName = "palette" | "shortcuts" | "stop" | "more";

interface OverlayState {
  open: OverlayName | undefined;
}

/** Which window over the page is open: one at a time. */
export const useOverlay = create<OverlayState>(() => ({ open: undefined }));

export function openOverlay(name: OverlayName): void {
  useOverlay.setState({ open: name });
}

export function closeOverlay(): void {
  useOverlay.setState({ open: undefined });
}

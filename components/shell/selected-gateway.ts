import { create } from "zustand";

const KEY = "mc:gateway";

/** Chosen instead of a gateway's id: lists show the whole fleet. */
export const WHOLE_FLEET = "*";

/** The gateway that the panels ask, or the whole fleet; undefined for the person's default one. Kept in this browser. */
export const useSelectedGateway = create<{ id: string | undefined }>(() => ({ id: stored() }));

export function selectGateway(id: string | undefined): void {
  useSelectedGateway.setState({ id });
  try {
    if (id) localStorage.setItem(KEY, id);
    else localStorage.removeItem(KEY);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

function stored(): string | undefined {
  if (typeof window === "undefined") return undefined;
  try {
    return localStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined;
  }
}

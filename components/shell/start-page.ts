import { create } from "zustand";
import type { PanelSlug } from "@/components/panels/registry.ts";

const KEY = "mc:start";

/** What `/` shows as long as nobody chose another. */
export const HOME: PanelSlug = "overview";

/** The panel that opens at `/`, kept in this browser: an older version may have had it, and this one not. */
export const useStartPage = create<{ slug: string }>(() => ({ slug: stored() }));

export function chooseStartPage(slug: PanelSlug): void {
  useStartPage.setState({ slug });
  try {
    if (slug === HOME) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, slug);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

function stored(): string {
  if (typeof window === "undefined") return HOME;
  try {
    return localStorage.getItem(KEY) ?? HOME;
  } catch {
    return HOME;
  }
}

import { create } from "zustand";
import { HOME, PANEL_SLUGS, type PanelSlug } from "@/components/panels/registry.ts";

const KEY = "mc:start";

/** The panel that opens at `/`. Kept in this browser. */
export const useStartPage = create<{ slug: PanelSlug }>(() => ({ slug: stored() }));

export function chooseStartPage(slug: PanelSlug): void {
  useStartPage.setState({ slug });
  try {
    if (slug === HOME) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, slug);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

function stored(): PanelSlug {
  if (typeof window === "undefined") return HOME;
  try {
    const kept = localStorage.getItem(KEY);
    return PANEL_SLUGS.find((slug) => slug === kept) ?? HOME;
  } catch {
    return HOME;
  }
}

import { PANEL_SLUGS } from "@/components/panels/slugs.ts";

/** Other names are pages that do not exist. */
export const dynamicParams = false;

export function generateStaticParams() {
  return PANEL_SLUGS.map((panel) => ({ panel }));
}

/** The shell shows the panel of the address: here is nothing left to show. */
export default function PanelPage() {
  return null;
}

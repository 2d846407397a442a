import { PANELS } from "@/components/panels/registry.ts";

/** Other names are pages that do not exist. */
export const dynamicParams = false;

export function generateStaticParams() {
  return PANELS.map(({ slug }) => ({ panel: slug }));
}

/** The shell shows the panel of the address: here is nothing left to show. */
export default function PanelPage() {
  return null;
}

import { PANEL_FOLDERS } from "../panel-folders.ts";

/** Other names are pages that do not exist. */
export const dynamicParams = false;

export function generateStaticParams() {
  return PANEL_FOLDERS.map((panel) => ({ panel }));
}

/** The shell shows the panel of the address: here is nothing left to show. */
export default function PanelPage() {
  return null;
}

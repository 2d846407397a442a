import { notFound } from "next/navigation";
import { PANEL_FOLDERS } from "../../panel-folders.ts";

/** Addresses inside a panel are as many as there are sessions: none is kept on disk. */
export const dynamic = "force-dynamic";

/** The shell shows the panel of the address: here is nothing left to show. */
export default async function InnerPage({ params }: { params: Promise<{ panel: string }> }) {
  const { panel } = await params;
  if (!PANEL_FOLDERS.includes(panel)) notFound();
  return null;
}

import { CircleAlert } from "lucide-react";
import { type FleetSource, fleetNotes } from "@/hooks/use-fleet-snapshot.ts";

/** Which gateways a merged list lacks, one line each. Not there when it is whole. */
export function FleetNotes({ sources }: { sources: readonly FleetSource<unknown>[] }) {
  const notes = fleetNotes(sources);
  if (notes.length === 0) return null;
  return (
    <ul aria-label="Gateways that are not shown whole" className="border-b bg-sunken px-4 py-1.5 text-muted text-xs">
      {notes.map(({ id, text }) => (
        <li key={id} className="flex items-center gap-2 py-0.5">
          <CircleAlert aria-hidden className="size-3.5 shrink-0 text-warn" />
          <span className="min-w-0 truncate" title={text}>
            {text}
          </span>
        </li>
      ))}
    </ul>
  );
}

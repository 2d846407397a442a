"use client";

import { RadioTower } from "lucide-react";
import { Page } from "@/components/ui/page.tsx";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/ui/states.tsx";
import { usePresence } from "@/hooks/use-presence.ts";
import { inOrder, keyOf, summaryOf } from "./instance-facts.ts";
import { InstanceRow } from "./instance-row.tsx";

/** Who is connected to the gateway now. */
export default function InstancesPanel() {
  const { entries, isLoading, error, refresh } = usePresence();
  return (
    <Page title="Instances" meta={entries.length > 0 && <span role="status">{summaryOf(entries)}</span>}>
      {entries.length > 0 ? (
        <ul aria-label="Instances">
          {inOrder(entries).map((entry) => (
            <InstanceRow key={keyOf(entry)} entry={entry} />
          ))}
        </ul>
      ) : error ? (
        <ErrorState error={error} title="Who is connected could not be read" onRetry={refresh} />
      ) : isLoading ? (
        <Loading label="Loading the instances">
          {["w-40", "w-56"].map((width) => (
            <div key={width} className="flex h-14 items-center gap-3 border-b px-4">
              <Skeleton className="size-2" />
              <Skeleton className={`h-4 ${width}`} />
            </div>
          ))}
        </Loading>
      ) : (
        <EmptyState icon={RadioTower} title="Nobody is connected">
          Panels, command lines and nodes appear here as they connect to the gateway.
        </EmptyState>
      )}
    </Page>
  );
}

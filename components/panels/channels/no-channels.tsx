import { Waypoints } from "lucide-react";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/ui/states.tsx";
import type { ChannelsView } from "@/hooks/use-channels.ts";
import { useGateways } from "@/hooks/use-gateways.ts";

/** Why no channel is shown, and what to do. */
export function NoChannels({
  view: { isOffered, isLoading, error, refresh },
}: {
  view: Pick<ChannelsView, "isOffered" | "isLoading" | "error" | "refresh">;
}) {
  const { current } = useGateways();
  if (!isOffered) {
    return (
      <EmptyState icon={Waypoints} title="No channels to see here">
        {current?.name ?? "This gateway"} does not tell its channels. Choose another gateway in the sidebar.
      </EmptyState>
    );
  }
  if (error) return <ErrorState error={error} title="The channels could not be read" onRetry={refresh} />;
  if (isLoading) {
    return (
      <Loading label="Loading the channels" className="grid gap-3 rounded-lg border p-4">
        <Skeleton className="h-4 w-40" />
        <Skeleton className="h-4 w-56" />
      </Loading>
    );
  }
  return (
    <EmptyState icon={Waypoints} title="This gateway has no channels">
      Set one up in the gateway's configuration, under “channels”: its accounts appear here.
    </EmptyState>
  );
}

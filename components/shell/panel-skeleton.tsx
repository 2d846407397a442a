import { Page } from "@/components/ui/page.tsx";
import { Loading, Skeleton } from "@/components/ui/states.tsx";

/** A panel's frame while its code is on the way. */
export function PanelSkeleton({ title }: { title: string }) {
  return (
    <Page title={title}>
      <Loading label={`Loading ${title}`} className="grid gap-4 p-4 md:grid-cols-3">
        <Skeleton className="h-28" />
        <Skeleton className="h-28" />
        <Skeleton className="h-28" />
      </Loading>
    </Page>
  );
}

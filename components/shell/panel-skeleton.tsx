import { Skeleton } from "@/components/ui/states.tsx";

/** A panel's frame while its code is on the way. */
export function PanelSkeleton() {
  return (
    <div role="status" aria-label="Loading" className="flex h-full flex-col">
      <div className="flex h-12 items-center border-b px-4">
        <Skeleton className="h-5 w-32" />
      </div>
      <div className="grid gap-4 p-4 md:grid-cols-3">
        <Skeleton className="h-28" />
        <Skeleton className="h-28" />
        <Skeleton className="h-28" />
      </div>
    </div>
  );
}

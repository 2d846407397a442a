import { cn } from "@/components/ui/cn.ts";
import { Loading, Skeleton } from "@/components/ui/states.tsx";

const WIDTHS = ["w-4/5", "w-3/5", "w-2/3", "w-1/2", "w-3/4", "w-2/5"];

/** A list with what is open beside it, on the way. `className` gives the columns their widths. */
export function ColumnsSkeleton({ label, className }: { label: string; className: string }) {
  return (
    <Loading label={label} className={cn("grid h-full min-h-0", className)}>
      <div className="grid content-start gap-3 p-4 md:border-r">
        <Skeleton className="h-8" />
        {WIDTHS.map((width) => (
          <Skeleton key={width} className={cn("h-4", width)} />
        ))}
      </div>
      <div className="grid content-start gap-3 p-6 max-md:hidden">
        <Skeleton className="h-5 w-1/3" />
        <Skeleton className="h-40" />
      </div>
    </Loading>
  );
}

import { Loading, Skeleton } from "@/components/ui/states.tsx";

/** Rows that are on their way. */
export function LoadingRows({ label }: { label: string }) {
  return (
    <Loading label={label}>
      {["w-40", "w-56", "w-48"].map((width) => (
        <div key={width} className="flex h-14 items-center border-b px-4">
          <Skeleton className={`h-4 ${width}`} />
        </div>
      ))}
    </Loading>
  );
}

import { ScrollText, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button.tsx";
import { exactNumber } from "@/components/ui/format.ts";
import { EmptyState, ErrorState, Loading, NoPermission, Skeleton } from "@/components/ui/states.tsx";
import type { LogWorkbench } from "./use-log-workbench.ts";

const SKELETON = Array.from({ length: 40 }, (_, row) => ({ row, width: 30 + ((row * 37) % 55) }));

/** The lines, or why there are none. */
export function LogBody({ bench, children }: { bench: LogWorkbench; children: ReactNode }) {
  const { error, shown, filtering, isLoading, log } = bench;
  if (error?.code === "FORBIDDEN") return <NoPermission scope="operator.read" />;
  if (error && !shown?.total)
    return <ErrorState error={error} title="The log could not be read" onRetry={bench.refresh} />;
  if (!shown || (isLoading && shown.total === 0)) return <LogSkeleton />;
  if (shown.matches > 0) return children;
  if (!shown.complete || bench.older === "loading") return <LogSkeleton />;
  if (filtering) {
    return (
      <EmptyState
        icon={SearchX}
        title="No line matches"
        action={<Button onClick={() => log.clear()}>Clear filters</Button>}
      >
        Searched {exactNumber(shown.searched)} lines, all that are kept. New lines that match appear here.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={ScrollText} title="Nothing has been logged yet">
      Lines appear here as they are written: when an agent runs, someone connects or something fails.
    </EmptyState>
  );
}

function LogSkeleton() {
  return (
    <Loading label="Loading the log" className="flex-1 overflow-hidden">
      {SKELETON.map(({ row, width }) => (
        <div key={row} className="flex h-5 items-center gap-3 px-3">
          <Skeleton className="h-2.5 w-20" />
          <Skeleton className="h-2.5 w-14" />
          <div className="flex-1">
            <div style={{ width: `${width}%` }}>
              <Skeleton className="h-2.5" />
            </div>
          </div>
        </div>
      ))}
    </Loading>
  );
}

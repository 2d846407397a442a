import { MessageSquarePlus, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Link } from "@/components/ui/link.tsx";
import { EmptyState, ErrorState, Loading, NoPermission, Skeleton } from "@/components/ui/states.tsx";
import type { SessionList } from "./use-session-list.ts";

const SKELETON = Array.from({ length: 16 }, (_, row) => ({ row, width: 25 + ((row * 29) % 45) }));

/** The list, or why there is none. */
export function SessionBody({ list, children }: { list: SessionList; children: ReactNode }) {
  const { sessions, items, search, set, params } = list;
  const { error, isLoading, rows, refresh } = sessions;
  if (error?.code === "FORBIDDEN") return <NoPermission scope="operator.read" />;
  if (error && rows.length === 0) {
    return <ErrorState error={error} title="The sessions could not be read" onRetry={refresh} />;
  }
  if (isLoading) return <SessionSkeleton />;
  if (items.length > 0) return children;
  if (search.isSearching) return <SessionSkeleton />;
  if (rows.length > 0 || params.show === "archived") {
    return (
      <EmptyState
        icon={SearchX}
        title={params.q ? `Nothing matches “${params.q}”` : "No session matches"}
        action={
          <Button onClick={() => set({ q: null, agent: null, state: null, show: null })}>Show all sessions</Button>
        }
      >
        {params.q &&
          (search.error
            ? `No session does. The transcripts could not be searched: ${search.error.message}`
            : "Neither a session nor a message in any transcript.")}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={MessageSquarePlus}
      title="No sessions yet"
      action={
        <Button asChild variant="primary">
          <Link href="/chat">Start a chat</Link>
        </Button>
      }
    >
      A session begins when someone writes to an agent: here, over a channel, or by a schedule.
    </EmptyState>
  );
}

function SessionSkeleton() {
  return (
    <Loading label="Loading the sessions" className="flex-1 overflow-hidden pt-7">
      {SKELETON.map(({ row, width }) => (
        <div key={row} className="flex h-row items-center gap-3 px-3">
          <Skeleton className="size-4" />
          <div className="flex-1">
            <div style={{ width: `${width}%` }}>
              <Skeleton className="h-3" />
            </div>
          </div>
          <Skeleton className="hidden h-3 w-20 sm:block" />
          <Skeleton className="h-3 w-12" />
        </div>
      ))}
    </Loading>
  );
}

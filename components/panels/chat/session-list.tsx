import { MessagesSquare } from "lucide-react";
import { useDeferredValue, useMemo, useState } from "react";
import { VList } from "virtua";
import { SearchField } from "@/components/ui/search-field.tsx";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/ui/states";
import { type SessionsView, useSessions } from "@/hooks/use-sessions.ts";
import type { SessionRow } from "@/server/protocol/sessions.ts";
import { NewChat } from "./new-chat.tsx";
import { SessionEntry } from "./session-entry.tsx";
import { nameOf } from "./session-key.ts";

const LOADED = 500;
const ENTRY_PX = 50;

/** The newest sessions, with a search over all of them and a way to begin another. */
export function SessionList(props: {
  openKey: string;
  onNew: (agentId: string | undefined) => void;
  onPick?: () => void;
}) {
  const [typed, setTyped] = useState("");
  const query = useDeferredValue(typed.trim().toLowerCase());
  // Those that the page has for its sidebar are often all that there are.
  const first = useSessions();
  const loaded = first.hasMore ? { limit: LOADED } : {};
  const newest = useSessions(loaded);
  // What is loaded is filtered here, at once; only when there is more is the server asked too.
  const found = useSessions(query && newest.hasMore ? { ...loaded, search: query } : loaded);
  const rows = useMemo(() => found.rows.filter((row) => matches(row, query)), [found.rows, query]);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex h-12 shrink-0 items-center gap-2 border-b px-3">
        <SearchField label="Search sessions" value={typed} onValueChange={setTyped} boxClassName="min-w-0 flex-1" />
        <NewChat onNew={props.onNew} />
      </div>
      <nav aria-label="Sessions" className="min-h-0 flex-1">
        {rows.length > 0 ? (
          <VList data={rows} itemSize={ENTRY_PX} className="py-1">
            {(row) => <SessionEntry key={row.key} row={row} isOpen={row.key === props.openKey} onPick={props.onPick} />}
          </VList>
        ) : (
          <NoSessions view={newest} query={query} />
        )}
      </nav>
    </div>
  );
}

function NoSessions({ view, query }: { view: SessionsView; query: string }) {
  if (view.error)
    return <ErrorState error={view.error} title="The sessions could not be read" onRetry={() => void view.refresh()} />;
  if (view.isLoading) {
    return (
      <Loading label="Loading sessions" className="grid gap-2 p-3">
        {["a", "b", "c", "d"].map((key) => (
          <Skeleton key={key} className="h-10" />
        ))}
      </Loading>
    );
  }
  return (
    <EmptyState icon={MessagesSquare} title={query ? "No session matches" : "No sessions yet"}>
      {query ? "Try fewer or other words." : "The first message makes one."}
    </EmptyState>
  );
}

function matches(row: SessionRow, query: string): boolean {
  if (!query) return true;
  return `${nameOf(row.key, row)}\n${row.key}\n${row.lastMessagePreview ?? ""}`.toLowerCase().includes(query);
}

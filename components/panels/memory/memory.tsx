import { Brain } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { EmptyState } from "@/components/ui/states.tsx";
import { MemoryFile } from "./memory-file.tsx";
import { MemoryHits } from "./memory-hits.tsx";
import { MemoryList } from "./memory-list.tsx";
import { MemorySearch } from "./memory-search.tsx";

/** The memories, or those found, on the left; the open one beside them. On a phone one of the two. */
export function Memory({ agentId, path }: { agentId: string; path: string | undefined }) {
  const [query, setQuery] = useQueryState("q", parseAsString.withDefault("").withOptions({ history: "replace" }));
  return (
    <div className="grid h-full min-h-0 md:grid-cols-[20rem_minmax(0,1fr)]">
      <div className={`flex min-h-0 flex-col border-r ${path === undefined ? "" : "max-md:hidden"}`}>
        <MemorySearch query={query} onChange={(text) => setQuery(text || null)} />
        <div className="min-h-0 flex-1 overflow-y-auto pb-2">
          {query.trim() ? (
            <MemoryHits agentId={agentId} query={query.trim()} open={path} />
          ) : (
            <MemoryList agentId={agentId} open={path} />
          )}
        </div>
      </div>
      <div className={`min-h-0 min-w-0 ${path === undefined ? "max-md:hidden" : ""}`}>
        {path === undefined ? (
          <EmptyState icon={Brain} title="No memory is open">
            MEMORY.md is read before each turn; notes are what the agent wrote down on a day.
          </EmptyState>
        ) : (
          <MemoryFile key={path} agentId={agentId} path={path} />
        )}
      </div>
    </div>
  );
}

import { NotebookText, Pin } from "lucide-react";
import { folderHref } from "@/components/files/folder-route.ts";
import { cn } from "@/components/ui/cn.ts";
import { byteSize } from "@/components/ui/format.ts";
import { Link } from "@/components/ui/link.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/ui/states.tsx";
import { type MemoryEntry, useMemory } from "@/hooks/use-memory.ts";

/** The memory files, what is always read first, then the notes by day. */
export function MemoryList({ agentId, open }: { agentId: string; open: string | undefined }) {
  const { memories, isLoading, error, refresh } = useMemory(agentId);
  if (error) return <ErrorState error={error} title="The memory could not be read" onRetry={refresh} />;
  if (isLoading) return <ListSkeleton />;
  if (memories.length === 0) {
    return (
      <EmptyState icon={NotebookText} title="Nothing is remembered yet">
        Agents write what should outlast a conversation into MEMORY.md and into notes in memory/.
      </EmptyState>
    );
  }
  return (
    <nav aria-label="Memories" className="pt-1.5">
      <ul>
        {memories.map((memory) => (
          <li key={memory.path}>
            <MemoryLink agentId={agentId} memory={memory} isOpen={memory.path === open} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function MemoryLink({ agentId, memory, isOpen }: { agentId: string; memory: MemoryEntry; isOpen: boolean }) {
  const { path, name, day, size, updatedAtMs } = memory;
  const Icon = day === undefined ? Pin : NotebookText;
  return (
    <Link
      href={folderHref("memory", agentId, path)}
      aria-current={isOpen ? "page" : undefined}
      className={cn(
        "mx-1.5 flex items-center gap-2.5 rounded-md px-2 py-1.5 text-sm transition-colors hover:bg-hover",
        isOpen && "bg-selected",
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="min-w-0 flex-1">
        <span className="block truncate">{name}</span>
        <span className="block truncate text-faint text-xs">
          {day ?? "Read before each turn"}
          {size !== undefined && ` · ${byteSize(size)}`}
        </span>
      </span>
      {updatedAtMs !== undefined && <RelativeTime time={updatedAtMs} className="shrink-0 text-faint text-xs" />}
    </Link>
  );
}

function ListSkeleton() {
  return (
    <Loading label="Loading the memory" className="grid gap-2 p-3">
      {["a", "b", "c", "d"].map((key) => (
        <Skeleton key={key} className="h-10" />
      ))}
    </Loading>
  );
}

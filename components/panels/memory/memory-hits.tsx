import { SearchX } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { folderHref } from "@/components/files/folder-route.ts";
import { cn } from "@/components/ui/cn.ts";
import { Link } from "@/components/ui/link.tsx";
import { Callout, EmptyState, ErrorState, Loading, Skeleton } from "@/components/ui/states.tsx";
import { useGatewayRpc } from "@/hooks/use-gateway-rpc.ts";
import type { MemoryHit } from "@/server/protocol/workspace.ts";
import { foundParts } from "./found-parts.ts";

const PAUSE_MS = 200;
const EVENTS = ["workspace.changed", "agents.changed"];

/** Where the words stand, the best places first. */
export function MemoryHits({ agentId, query, open }: { agentId: string; query: string; open: string | undefined }) {
  const asked = useSettled(query);
  const params = useMemo(() => ({ agentId, query: asked }), [agentId, asked]);
  const { data, error, refresh } = useGatewayRpc("memory.search", params, { events: EVENTS });

  if (error && !data) return <ErrorState error={error} title="The memory could not be searched" onRetry={refresh} />;
  if (!data) {
    return (
      <Loading label="Loading the hits" className="grid gap-2 p-3">
        <Skeleton className="h-16" />
        <Skeleton className="h-16" />
      </Loading>
    );
  }
  return (
    <section aria-label="Hits">
      <p role="status" className="px-3 pt-2 text-muted text-xs">
        {countOf(data.results.length)}
      </p>
      {data.warning && <Callout className="m-2 text-xs">{data.warning}</Callout>}
      {data.results.length === 0 && (
        <EmptyState icon={SearchX} title="Nothing is remembered of it">
          Try other words. Every word counts by itself; accents and capitals do not.
        </EmptyState>
      )}
      <ul>
        {data.results.map((hit) => (
          <li key={`${hit.path}:${hit.startLine}:${hit.endLine}`}>
            <Hit agentId={agentId} hit={hit} query={asked} isOpen={hit.path === open} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Hit({ agentId, hit, query, isOpen }: { agentId: string; hit: MemoryHit; query: string; isOpen: boolean }) {
  const { path, startLine, endLine, snippet } = hit;
  return (
    <Link
      href={`${folderHref("memory", agentId, path)}?q=${encodeURIComponent(query)}`}
      aria-current={isOpen ? "page" : undefined}
      className={cn("mx-1.5 my-1 grid gap-1 rounded-md px-2 py-1.5 text-sm hover:bg-hover", isOpen && "bg-selected")}
    >
      <span className="flex items-baseline gap-2">
        <span className="min-w-0 truncate font-medium">{path}</span>
        <span className="shrink-0 text-faint text-xs">
          {startLine === endLine ? `line ${startLine}` : `lines ${startLine}–${endLine}`}
        </span>
      </span>
      <span className="line-clamp-3 whitespace-pre-line break-words text-muted text-xs">
        {foundParts(snippet.trim(), query).map(({ text, at, isFound }) =>
          isFound ? (
            <mark key={at} className="rounded-sm bg-warn-soft text-warn">
              {text}
            </mark>
          ) : (
            text
          ),
        )}
      </span>
    </Link>
  );
}

/** The words once somebody has stopped typing. */
function useSettled(query: string): string {
  const [settled, setSettled] = useState(query);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(query), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [query]);
  return settled;
}

function countOf(hits: number): string {
  return hits === 1 ? "1 place" : `${hits} places`;
}

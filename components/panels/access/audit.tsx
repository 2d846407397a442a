import { ArrowUp, ChevronDown, History } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { exactNumber } from "@/components/ui/format.ts";
import { EmptyState, ErrorState } from "@/components/ui/states.tsx";
import { useAudit } from "@/hooks/use-access.ts";
import type { AccessAuditResult } from "@/server/protocol/access.ts";
import { AuditRow } from "./audit-row.tsx";
import { AuditToolbar } from "./audit-toolbar.tsx";
import { LoadingRows } from "./loading-rows.tsx";
import { type AuditView, useAuditFilter } from "./use-audit-filter.ts";
import { useNames } from "./use-names.ts";

/** What was done, by whom, from where and how it went. */
export function Audit() {
  const view = useAuditFilter();
  const { data, error, refresh } = useAudit(view.filter);
  const names = useNames();
  const whoName = view.who === null ? undefined : names.get(view.who);
  return (
    <>
      <AuditToolbar view={view} whoName={whoName} />
      {data ? (
        <Entries data={data} view={view} />
      ) : error ? (
        <ErrorState error={error} title="What was done could not be read" onRetry={refresh} />
      ) : (
        <LoadingRows label="Loading what was done" />
      )}
    </>
  );
}

function Entries({ data, view }: { data: AccessAuditResult; view: AuditView }) {
  const names = useNames();
  const { entries, cursor, keptDays, keptEntries, own } = data;
  if (entries.length === 0) {
    return (
      <EmptyState
        icon={History}
        title={view.isNarrowed ? "Nothing fits" : "Nothing was done yet"}
        action={(view.isNarrowed || !view.isNewest) && <Button onClick={view.clear}>Show everything</Button>}
      >
        Every change, and everybody who comes and goes, is kept here: who, from where, what, and how it went.
      </EmptyState>
    );
  }
  return (
    <>
      <ul aria-label="What was done">
        {entries.map((entry) => (
          <AuditRow key={entry.id} entry={entry} names={names} onWho={view.setWho} />
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-2 px-4 py-3 text-muted text-xs">
        {!view.isNewest && (
          <Button size="sm" onClick={() => view.goTo(null)}>
            <ArrowUp aria-hidden /> Newest
          </Button>
        )}
        {cursor !== undefined && (
          <Button size="sm" onClick={() => view.goTo(cursor)}>
            <ChevronDown aria-hidden /> Older
          </Button>
        )}
        <p>
          {own && "What you did yourself. "}Kept for {keptDays} days, {exactNumber(keptEntries)} entries at most.
        </p>
      </div>
    </>
  );
}

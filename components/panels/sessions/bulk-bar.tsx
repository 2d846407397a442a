import { Archive, ArchiveRestore, Pin, Tag, Trash2, X } from "lucide-react";
import type { ReactNode } from "react";
import { titleOf } from "@/components/sessions/session-title.ts";
import { Button } from "@/components/ui/button.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import type { SessionRow } from "@/server/protocol/sessions.ts";
import { BulkReport } from "./bulk-report.tsx";
import { useBulk } from "./use-bulk.ts";
import { type SessionActions, useMayChange } from "./use-session-actions.ts";
import type { Question } from "./use-session-board.ts";

interface BulkBarProps {
  /** Every session of the list by its id there. */
  rows: ReadonlyMap<string, SessionRow>;
  ticked: ReadonlySet<string>;
  actions: SessionActions;
  ask: (question: Question) => void;
  untickAll: () => void;
}

/** What can be done to the ticked sessions, how far it has come, and what failed. */
export function BulkBar({ rows: all, ticked, actions, ask, untickAll }: BulkBarProps) {
  const { bulk, run, cancel, dismiss } = useBulk();
  const mayChange = useMayChange();
  const keys = [...ticked];
  const rows = keys.flatMap((key) => all.get(key) ?? []);
  const archived = rows.length > 0 && rows.every((row) => row.archived);
  const pinned = rows.length > 0 && rows.every((row) => row.pinned);

  if (bulk.state === "failed") {
    const titles = new Map([...all].map(([key, row]) => [key, titleOf(row)]));
    return <BulkReport verb={bulk.verb} progress={bulk.progress} titles={titles} onDismiss={dismiss} />;
  }
  if (bulk.state === "working") {
    const { done, total } = bulk.progress;
    return (
      <Bar>
        <progress value={done} max={total} aria-label={bulk.verb} className="h-1.5 w-32 accent-accent" />
        <span role="status">
          {bulk.verb} {done} of {total}
        </span>
        <Button size="sm" onClick={cancel} className="ml-auto">
          Stop
        </Button>
      </Bar>
    );
  }
  if (keys.length === 0) return null;
  const change = (verb: string, patch: Parameters<SessionActions["patch"]>[1]) =>
    run(verb, keys, (key) => actions.patch(key, patch));

  return (
    <Bar>
      <span role="status">{keys.length} selected</span>
      {mayChange && (
        <>
          <Button size="sm" onClick={() => change(pinned ? "Unpinning" : "Pinning", { pinned: !pinned })}>
            <Pin aria-hidden /> {pinned ? "Unpin" : "Pin"}
          </Button>
          <Button size="sm" onClick={() => change(archived ? "Bringing back" : "Archiving", { archived: !archived })}>
            {archived ? <ArchiveRestore aria-hidden /> : <Archive aria-hidden />} {archived ? "Bring back" : "Archive"}
          </Button>
          <Button size="sm" onClick={() => ask({ kind: "category", keys })}>
            <Tag aria-hidden /> Category
          </Button>
          <Button size="sm" onClick={() => ask({ kind: "delete", keys })} className="text-bad">
            <Trash2 aria-hidden /> Delete
          </Button>
        </>
      )}
      <IconButton label="Select none" shortcut="Esc" icon={X} onClick={untickAll} className="ml-auto" />
    </Bar>
  );
}

function Bar({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-2 border-t bg-raised px-3 py-1 text-sm">
      {children}
    </div>
  );
}

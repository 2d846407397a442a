import { Badge } from "@/components/ui/badge.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import type { AuditEntry } from "@/server/protocol/access.ts";
import { actionOf, outcomeOf, targetsOf } from "./access-facts.ts";

/** One deed: who, what, to what, how it went, from where, when. */
export function AuditRow({
  entry,
  names,
  onWho,
}: {
  entry: AuditEntry;
  /** Of tokens and people, by their ids. */
  names: ReadonlyMap<string, string>;
  onWho: (principalId: string) => void;
}) {
  const { who, address, at, count = 1 } = entry;
  const { text, isMethod } = actionOf(entry);
  const outcome = outcomeOf(entry);
  const targets = targetsOf(entry, names);
  return (
    <li className="grid min-h-10 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-0.5 border-b px-4 py-1.5 text-sm md:grid-cols-[11rem_minmax(0,1fr)_9rem_5rem]">
      <span className="min-w-0 truncate">
        {who ? (
          <button
            type="button"
            title={`Only what ${who.name} did`}
            onClick={() => onWho(who.id)}
            className="max-w-full truncate rounded-sm font-medium hover:text-accent-text"
          >
            {who.name}
          </button>
        ) : (
          <span className="text-muted">{entry.action === "audit" ? "Mission Control" : "Somebody unknown"}</span>
        )}
      </span>
      <div className="col-span-2 row-start-2 flex min-w-0 flex-wrap items-center gap-x-2 md:col-span-1 md:row-start-auto md:flex-nowrap">
        <span className={isMethod ? "shrink-0 font-mono text-xs" : "shrink-0"}>{text}</span>
        {count > 1 && entry.action !== "audit" && <Badge>{count} times</Badge>}
        {outcome && <Badge tone={outcome.tone}>{outcome.label}</Badge>}
        {targets && (
          <span className="min-w-0 truncate text-muted text-xs" title={targets}>
            {targets}
          </span>
        )}
        <span className="font-mono text-faint text-xs md:hidden">{address}</span>
      </div>
      <span className="hidden truncate font-mono text-muted text-xs md:block">{address}</span>
      <RelativeTime time={at} className="text-right text-muted text-xs" />
    </li>
  );
}

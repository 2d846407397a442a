import { Section } from "@/components/ui/page.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { Loading, Skeleton } from "@/components/ui/states.tsx";
import { useAtRest } from "@/hooks/use-at-rest.ts";
import { usePresence } from "@/hooks/use-presence.ts";
import type { PresenceEntry } from "@/server/protocol/system.ts";

const SHOWN = 6;

/** Who is connected to the gateway. */
export function People() {
  const { entries, isLoading, error } = usePresence({ wanted: useAtRest() });
  return (
    <Section title={entries.length > 0 ? `Connected (${entries.length})` : "Connected"}>
      {error && entries.length === 0 ? (
        <p className="px-3 py-4 text-muted text-sm">{error.message}</p>
      ) : isLoading ? (
        <Loading label="Loading who is connected" className="p-3">
          <Skeleton className="h-9" />
        </Loading>
      ) : entries.length === 0 ? (
        <p className="px-3 py-4 text-muted text-sm">Nobody is connected.</p>
      ) : (
        <ul className="py-1">
          {entries.slice(0, SHOWN).map((entry, i) => (
            <Person key={entry.instanceId ?? `${entry.host}-${i}`} entry={entry} />
          ))}
          {entries.length > SHOWN && (
            <li className="px-3 py-1 text-muted text-xs">and {entries.length - SHOWN} more</li>
          )}
        </ul>
      )}
    </Section>
  );
}

function Person({ entry: { user, host, ip, mode, platform, version, onlineSince, ts } }: { entry: PresenceEntry }) {
  const about = [mode, platform, version, ip].filter(Boolean).join(" · ");
  return (
    <li className="flex h-row items-center gap-2 px-3 text-sm">
      <span className="shrink-0 truncate">{user?.name ?? user?.id ?? host ?? "Unnamed"}</span>
      <span className="min-w-0 flex-1 truncate text-muted text-xs" title={about}>
        {about}
      </span>
      <RelativeTime time={onlineSince ?? ts} className="shrink-0 text-muted text-xs" />
    </li>
  );
}

import { Badge, StatusDot } from "@/components/ui/badge.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import type { PresenceEntry } from "@/server/protocol/system.ts";
import { nameOf, sinceOf, softwareOf } from "./instance-facts.ts";

/** One connection: who, with what, from where, since when. */
export function InstanceRow({ entry }: { entry: PresenceEntry }) {
  const { mode, ip, roles = [], scopes = [], text } = entry;
  return (
    <li className="grid min-h-14 grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 border-b px-4 py-2 text-sm md:grid-cols-[auto_minmax(0,1fr)_7rem_10rem_6rem]">
      <StatusDot tone="good" />
      <div className="min-w-0">
        <p className="flex min-w-0 items-center gap-2">
          <span className="truncate font-medium text-base">{nameOf(entry)}</span>
          {roles.map((role) => (
            <Badge key={role} title={scopes.length > 0 ? scopes.join(", ") : undefined}>
              {role}
            </Badge>
          ))}
        </p>
        <p className="truncate text-muted text-xs" title={text}>
          {softwareOf(entry)}
        </p>
      </div>
      <span className="hidden text-muted text-xs md:block">{mode}</span>
      <span className="hidden truncate font-mono text-muted text-xs md:block">{ip}</span>
      <RelativeTime time={sinceOf(entry)} className="text-right text-muted text-xs" />
    </li>
  );
}

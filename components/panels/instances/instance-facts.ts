import { browserOf } from "@/components/ui/browser-name.ts";
import type { PresenceEntry } from "@/server/protocol/system.ts";

/** What a connection is called: its host, else whose it is, else what it says of itself. */
export function nameOf({ host, user, text, instanceId }: PresenceEntry): string {
  return host || user?.name || text || instanceId || "Unnamed";
}

/** What software it is, as far as it says. A browser's long description becomes its name and system. */
export function softwareOf({ text = "", platform, version, mode }: PresenceEntry): string {
  const said = [platform, version].filter(Boolean).join(" · ");
  return said || browserOf(text) || text || mode || "";
}

/** Tells rows apart. */
export function keyOf({ instanceId, host, ip, mode, ts, text }: PresenceEntry): string {
  return instanceId ?? [host, ip, mode, text, ts].join(" ");
}

/** When it connected, in milliseconds since 1970; what it last said, when the gateway knows no more. */
export function sinceOf({ onlineSince, ts }: PresenceEntry): number {
  return onlineSince ?? ts;
}

/** By name, then the newest first. */
export function inOrder(entries: readonly PresenceEntry[]): PresenceEntry[] {
  return [...entries].sort((one, other) => nameOf(one).localeCompare(nameOf(other)) || sinceOf(other) - sinceOf(one));
}

/** "3 connected, 2 people" */
export function summaryOf(entries: readonly PresenceEntry[]): string {
  const people = new Set(entries.flatMap(({ user }) => user?.id ?? [])).size;
  const connected = `${entries.length} connected`;
  return people > 0 ? `${connected}, ${people} ${people === 1 ? "person" : "people"}` : connected;
}

import type { KnownNode } from "@/server/protocol/nodes.ts";

/** Why a node was last seen, as gateways of OpenClaw name it; other reasons stand as they are. */
const REASONS: Readonly<Record<string, string>> = {
  connect: "as it connected",
  disconnect: "as it left",
  background: "in the background",
  silent_push: "woken by a push",
  bg_app_refresh: "refreshing in the background",
  significant_location: "as it moved",
};

/** "Mac · darwin · 2026.9.6 · 10.0.0.7": the machine and what runs on it, in one line. */
export function machineOf(node: KnownNode): string {
  const { platform, modelIdentifier, deviceFamily, version, coreVersion, uiVersion, remoteIp } = node;
  return [
    modelIdentifier ?? deviceFamily,
    platform,
    version ?? coreVersion,
    uiVersion && uiVersion !== (version ?? coreVersion) && `app ${uiVersion}`,
    remoteIp,
  ]
    .filter(Boolean)
    .join(" · ");
}

/** What the machine's owner has allowed the node to use, and what not; both empty where it does not tell. */
export function permissionsOf({ permissions = {} }: KnownNode): { granted: string[]; missing: string[] } {
  const names = Object.keys(permissions).sort();
  return {
    granted: names.filter((name) => permissions[name]),
    missing: names.filter((name) => !permissions[name]),
  };
}

/** Why it was last seen, of one that is away; undefined where the gateway does not tell. */
export function seenBecause({ connected, lastSeenReason }: KnownNode): string | undefined {
  if (connected || !lastSeenReason) return undefined;
  return REASONS[lastSeenReason] ?? lastSeenReason.replaceAll("_", " ");
}

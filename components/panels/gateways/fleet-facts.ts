import type { GatewayFinding, GatewayInfo, GatewayStatus } from "@/server/protocol/gateways.ts";

/** What a gateway is, in words. */
export const KINDS: Record<GatewayInfo["kind"], string> = { embedded: "Built in", openclaw: "OpenClaw" };

/** Where a gateway comes from, and so where it is changed. */
export type Origin = "built-in" | "configured" | "added";

/** The one from the configuration is called `default` by the server; those that were added have ids of their own. */
export function originOf({ id, kind }: Pick<GatewayInfo, "id" | "kind">): Origin {
  if (kind === "embedded") return "built-in";
  return id === "default" ? "configured" : "added";
}

/** The default one first, then the built-in one, then by name: editing one moves no other. */
export function inOrder(gateways: readonly GatewayInfo[], defaultId: string | undefined): GatewayInfo[] {
  const rank = ({ id, kind }: GatewayInfo) => (id === defaultId ? 0 : kind === "embedded" ? 1 : 2);
  return gateways.toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
}

/** "3", or "1 of 3 connected" */
export function countOf(gateways: readonly GatewayInfo[]): string {
  const connected = gateways.filter(({ status }) => status.state === "ready").length;
  return connected === gateways.length ? `${connected}` : `${connected} of ${gateways.length} connected`;
}

/** What the connection doctor says of a gateway that is not connected. */
export function findingOf(status: GatewayStatus): GatewayFinding | undefined {
  if (status.state !== "unavailable") return undefined;
  const { reason, code = "lost", fix = "It is tried again by itself.", command, requestId } = status;
  return { ok: false, code, cause: reason, fix, ...(command && { command }), ...(requestId && { requestId }) };
}

/** A version as it is shown: `v2026.9.6`. */
export function versionOf({ server }: Pick<GatewayInfo, "server">): string | undefined {
  return server && `v${server.version.replace(/^v/, "")}`;
}

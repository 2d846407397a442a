import type { Tone } from "@/components/ui/badge.tsx";
import type { GatewayStatus } from "@/server/protocol/gateways.ts";

const LOOKS: Record<GatewayStatus["state"], { tone: Tone; label: string }> = {
  ready: { tone: "good", label: "Ready" },
  connecting: { tone: "warn", label: "Connecting" },
  unavailable: { tone: "bad", label: "Not connected" },
};

/** Nothing is broken: somebody has to say yes, or it takes its time. */
const PATIENT: Readonly<Record<string, string>> = {
  pairing: "Waits for approval",
  "scope-upgrade": "Waits for approval",
  starting: "Starting",
  restarting: "Restarting",
};

/** How a gateway's state looks, and its word. Without a connection it is not known: what was heard last may be over. */
export function gatewayLook(status: GatewayStatus, isConnected: boolean): { tone: Tone; label: string } {
  if (!isConnected) return { tone: "neutral", label: "Not known" };
  const patient = status.state === "unavailable" && status.code ? PATIENT[status.code] : undefined;
  return patient ? { tone: "warn", label: patient } : LOOKS[status.state];
}

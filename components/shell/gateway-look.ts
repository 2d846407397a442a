import type { Tone } from "@/components/ui/badge.tsx";
import type { GatewayStatus } from "@/server/protocol/methods.ts";

const LOOKS: Record<GatewayStatus["state"], { tone: Tone; label: string }> = {
  ready: { tone: "good", label: "Ready" },
  connecting: { tone: "warn", label: "Connecting" },
  unavailable: { tone: "bad", label: "Not connected" },
};

/** How a gateway's state looks, and its word. Without a connection it is not known: what was heard last may be over. */
export function gatewayLook({ state }: GatewayStatus, isConnected: boolean): { tone: Tone; label: string } {
  return isConnected ? LOOKS[state] : { tone: "neutral", label: "Not known" };
}

import type { Tone } from "@/components/ui/badge.tsx";
import type { ConnectionView } from "@/hooks/use-connection.ts";

/** How each state of the connection looks. */
export const CONNECTION_TONE: Record<ConnectionView["state"], Tone> = {
  idle: "neutral",
  connecting: "neutral",
  greeting: "neutral",
  ready: "good",
  waiting: "warn",
  offline: "warn",
  stopped: "bad",
};

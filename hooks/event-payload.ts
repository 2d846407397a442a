import type { EventName, GatewayEvents } from "@/server/protocol/events.ts";
import type { EventFrame } from "@/server/protocol/frames.ts";

/**
 * The payload of an event of that name, else undefined. The server speaks our gateways' events in these shapes,
 * whatever gateway they come from.
 */
export function payloadOf<Name extends EventName>(frame: EventFrame, name: Name): GatewayEvents[Name] | undefined {
  return frame.event === name ? (frame.payload as GatewayEvents[Name]) : undefined;
}

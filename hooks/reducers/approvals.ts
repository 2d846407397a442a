import type { GatewayEvents } from "@/server/protocol/events.ts";
import type { EventFrame } from "@/server/protocol/frames.ts";
import { payloadOf } from "../event-payload.ts";

/** What the events of each kind of approval begin with. */
export type ApprovalEvents = "exec.approval" | "plugin.approval" | "openclaw.approval";

type Asked<Events extends ApprovalEvents> = GatewayEvents[`${Events}.requested`];

/** What waits of one kind after an event: the same array when it is about none of them. */
export function approvalsAfter<Events extends ApprovalEvents>(events: Events) {
  return (before: Asked<Events>[], frame: EventFrame): Asked<Events>[] => {
    const asked = payloadOf(frame, `${events}.requested`);
    if (asked) return before.some(({ id }) => id === asked.id) ? before : [...before, asked];
    const ended = payloadOf(frame, `${events}.resolved`);
    if (!ended) return before;
    const after = before.filter(({ id }) => id !== ended.id);
    return after.length === before.length ? before : after;
  };
}

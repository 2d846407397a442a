import type { EventFrame } from "@/server/protocol/frames.ts";
import { payloadOf } from "./event-payload.ts";

/** Whether the event tells the end of a run: what it took is in the books then. */
export function isRunEnd(frame: EventFrame): boolean {
  const event = payloadOf(frame, "agent");
  return event?.stream === "lifecycle" && event.data.phase !== "start";
}

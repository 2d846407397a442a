import type { ExecApproval } from "@/server/protocol/approvals.ts";
import type { EventFrame } from "@/server/protocol/frames.ts";
import { payloadOf } from "../event-payload.ts";

/** The commands that wait after an event: the same array when it is about none of them. */
export function reduceApprovals(before: ExecApproval[], frame: EventFrame): ExecApproval[] {
  const asked = payloadOf(frame, "exec.approval.requested");
  if (asked) return before.some(({ id }) => id === asked.id) ? before : [...before, asked];
  const ended = payloadOf(frame, "exec.approval.resolved");
  if (!ended) return before;
  const after = before.filter(({ id }) => id !== ended.id);
  return after.length === before.length ? before : after;
}

"use client";

import type { EventFrame } from "@/server/protocol/frames.ts";
import type { SessionsListResult } from "@/server/protocol/sessions.ts";
import { payloadOf } from "./event-payload.ts";
import { reduceSessions } from "./reducers/sessions.ts";
import { type FleetSnapshot, useFleetSnapshot } from "./use-fleet-snapshot.ts";

const LIMIT = 200;
const PARAMS = { limit: LIMIT, includeDerivedTitles: true, includeLastMessage: true };

/** The newest sessions of every gateway in scope, kept current by each gateway's own events. */
export function useFleetSessions(): FleetSnapshot<SessionsListResult> {
  return useFleetSnapshot("sessions.list", PARAMS, { reduce });
}

function reduce(list: SessionsListResult, frame: EventFrame): SessionsListResult {
  const change = payloadOf(frame, "sessions.changed");
  return change ? reduceSessions(list, change, { limit: LIMIT }) : list;
}

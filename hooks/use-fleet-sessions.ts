"use client";

import { useMemo } from "react";
import type { EventFrame } from "@/server/protocol/frames.ts";
import type { SessionsListResult } from "@/server/protocol/methods.ts";
import { payloadOf } from "./event-payload.ts";
import { useEveryGateway } from "./gateway-provider.tsx";
import { reduceSessions } from "./reducers/sessions.ts";
import { type FleetSnapshot, type FleetSource, useFleetSnapshot } from "./use-fleet-snapshot.ts";
import { useGateways } from "./use-gateways.ts";
import { useSnapshot } from "./use-snapshot.ts";

const LIMIT = 200;
const PARAMS = { limit: LIMIT, includeDerivedTitles: true, includeLastMessage: true };

/** The newest sessions of every gateway in scope, kept current by each gateway's own events. */
export function useFleetSessions(): FleetSnapshot<SessionsListResult> {
  const every = useEveryGateway();
  const merged = useFleetSnapshot("sessions.list", every ? PARAMS : null, { reduce });
  // Of one gateway the page has read them already, for its sidebar: the same reading serves both.
  const { current } = useGateways();
  const { data, error, isLoading, refresh } = useSnapshot("sessions.list", every ? null : PARAMS, { reduce });
  const sources = useMemo<FleetSource<SessionsListResult>[]>(() => {
    if (!current) return [];
    const answered = error ? "failed" : data === undefined ? "loading" : "ready";
    return [{ gateway: current, state: current.status.state === "ready" ? answered : "away", data, error }];
  }, [current, data, error]);
  return every ? merged : { sources, isLoading: isLoading || !current, refresh };
}

function reduce(list: SessionsListResult, frame: EventFrame): SessionsListResult {
  const change = payloadOf(frame, "sessions.changed");
  return change ? reduceSessions(list, change, { limit: LIMIT }) : list;
}

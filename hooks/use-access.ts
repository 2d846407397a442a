"use client";

import type { AccessAuditResult, AccessPeopleResult, TokensListResult } from "@/server/protocol/access.ts";
import type { ParamsFor } from "@/server/protocol/client.ts";
import type { GatewayEvents } from "@/server/protocol/events.ts";
import type { EventFrame } from "@/server/protocol/frames.ts";
import { payloadOf } from "./event-payload.ts";
import { type Snapshot, useSnapshot } from "./use-snapshot.ts";

export type AuditFilter = Exclude<ParamsFor<"access.audit">, undefined>;

const NO_PARAMS = {};

/** The tokens that were given out, live; who comes in by one uses it. */
export function useTokens(): Snapshot<TokensListResult> {
  return useSnapshot("tokens.list", NO_PARAMS, { everyGateway: true, reduce: rereadOn("tokens", "people") });
}

/** Who is and was here, live. */
export function usePeople({ wanted = true } = {}): Snapshot<AccessPeopleResult> {
  return useSnapshot("access.people", wanted ? NO_PARAMS : null, { everyGateway: true, reduce: rereadOn("people") });
}

/** What was done, the newest first, live. */
export function useAudit(filter: AuditFilter): Snapshot<AccessAuditResult> {
  return useSnapshot("access.audit", filter, { everyGateway: true, reduce: rereadOn("audit") });
}

type What = GatewayEvents["access.changed"]["what"];

function rereadOn<Data>(...about: What[]): (before: Data, event: EventFrame) => Data | "reread" {
  return (before, event) => {
    const changed = payloadOf(event, "access.changed");
    return changed && about.includes(changed.what) ? "reread" : before;
  };
}

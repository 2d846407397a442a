"use client";

import { useMemo } from "react";
import type { RpcError } from "@/server/protocol/errors.ts";
import type { SessionRow } from "@/server/protocol/sessions.ts";
import { payloadOf } from "./event-payload.ts";
import { compareSessions, reduceSessions } from "./reducers/sessions.ts";
import { useSnapshot } from "./use-snapshot.ts";

export interface SessionsFilter {
  /** Matches key, label, title and last message; case is ignored. */
  search?: string;
  agentId?: string;
  /** Default false: archived ones are left out. */
  archived?: boolean | "all";
  /** Default 200, at most 1000. */
  limit?: number;
  gateway?: string;
}

export interface SessionsView {
  /** Pinned ones first, then the newest; the same array and row objects as long as nothing changed. */
  rows: readonly SessionRow[];
  totalCount: number;
  hasMore: boolean;
  isLoading: boolean;
  isValidating: boolean;
  error: RpcError | undefined;
  refresh: () => Promise<unknown>;
}

const NO_ROWS: readonly SessionRow[] = [];

/** The sessions that match, kept current by `sessions.changed` without reading again. */
export function useSessions(filter: SessionsFilter = {}): SessionsView {
  const { search, agentId, archived, limit = 200, gateway } = filter;
  const params = {
    limit,
    includeDerivedTitles: true,
    includeLastMessage: true,
    ...(search && { search }),
    ...(agentId && { agentId }),
    ...(archived && { archived }),
  };
  const { data, ...view } = useSnapshot("sessions.list", params, {
    gateway,
    reduce: (list, frame) => {
      const change = payloadOf(frame, "sessions.changed");
      return change ? reduceSessions(list, change, { search, agentId, archived, limit }) : list;
    },
  });
  const rows = useMemo(() => data?.sessions.toSorted(compareSessions) ?? NO_ROWS, [data]);
  return { rows, totalCount: data?.totalCount ?? 0, hasMore: data?.hasMore ?? false, ...view };
}

/** One session's row; null when there is none, undefined while it loads or with no key. */
export function useSession(
  key: string | null,
  { gateway }: { gateway?: string } = {},
): { session: SessionRow | null | undefined; isLoading: boolean; error: RpcError | undefined } {
  const { data, isLoading, error } = useSnapshot("sessions.describe", key === null ? null : { key }, {
    gateway,
    keepPrevious: false,
    reduce: (described, frame) => {
      const change = payloadOf(frame, "sessions.changed");
      if (change?.sessionKey !== key || change.session === described.session) return described;
      return { session: change.session ?? null };
    },
  });
  return { session: data?.session, isLoading, error };
}

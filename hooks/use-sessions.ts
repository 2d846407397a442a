"use client";

import type { RpcError } from "@/server/protocol/errors.ts";
import type { SessionRow } from "@/server/protocol/methods.ts";

export interface SessionsFilter {
  /** Matches key, label, title and last message on the server. */
  search?: string;
  agentId?: string;
  /** Default false: archived ones are left out. */
  archived?: boolean | "all";
  /** Default 200, at most 1000. */
  limit?: number;
  gateway?: string;
}

export interface SessionsView {
  /** Newest first, pinned ones before; the same array and row objects as long as nothing changed. */
  rows: readonly SessionRow[];
  totalCount: number;
  hasMore: boolean;
  isLoading: boolean;
  isValidating: boolean;
  error: RpcError | undefined;
  refresh: () => Promise<unknown>;
}

/** The sessions that match, kept current by `sessions.changed` without reading again. */
export declare function useSessions(filter?: SessionsFilter): SessionsView;

/** One session's row; null when there is none, undefined while it loads or with no key. */
export declare function useSession(
  key: string | null,
  options?: { gateway?: string },
): { session: SessionRow | null | undefined; isLoading: boolean; error: RpcError | undefined };

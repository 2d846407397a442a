"use client";

import type { CronJob, CronRunEntry } from "@/server/protocol/cron.ts";
import type { RpcError } from "@/server/protocol/errors.ts";
import { useGatewayRpc } from "./use-gateway-rpc.ts";

export interface CronJobsView {
  jobs: readonly CronJob[];
  /** All there are; more than are listed only past 200. */
  total: number;
  isLoading: boolean;
  error: RpcError | undefined;
  refresh: () => Promise<unknown>;
}

const NO_JOBS: readonly CronJob[] = [];
const NO_RUNS: readonly CronRunEntry[] = [];
const EVERY_JOB = { includeDisabled: true, limit: 200 };

/** The gateway's scheduled jobs, paused ones too, the next to run first. Read again when something happens to one. */
export function useCronJobs(options: { gateway?: string } = {}): CronJobsView {
  const { data, isLoading, error, refresh } = useGatewayRpc("cron.list", EVERY_JOB, options);
  return { jobs: data?.jobs ?? NO_JOBS, total: data?.total ?? 0, isLoading, error, refresh };
}

export interface CronRunsView {
  runs: readonly CronRunEntry[];
  total: number;
  isLoading: boolean;
  error: RpcError | undefined;
  refresh: () => Promise<unknown>;
}

/** What a job did, or all of them without an id, newest first; `status` shows only those that ended so. */
export function useCronRuns(
  id: string | undefined,
  { limit, status }: { limit: number; status?: NonNullable<CronRunEntry["status"]> },
): CronRunsView {
  const params = { ...(id === undefined ? { scope: "all" as const } : { id }), limit, ...(status && { status }) };
  const { data, isLoading, error, refresh } = useGatewayRpc("cron.runs", params);
  return { runs: data?.entries ?? NO_RUNS, total: data?.total ?? 0, isLoading, error, refresh };
}

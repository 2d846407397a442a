import type { CronJob, CronPage } from "../../protocol/cron.ts";
import { RpcError } from "../../protocol/errors.ts";
import type { ParamsOf } from "../../protocol/methods.ts";
import {
  CronAddParams,
  CronGetParams,
  CronListParams,
  CronRemoveParams,
  CronRunParams,
  CronRunsParams,
  CronStatusParams,
  CronUpdateParams,
} from "../../protocol/schema/cron.ts";
import type { CronStore } from "../../store/contract.ts";
import type { Audiences, Viewer } from "../audience.ts";
import { type MethodTable, method } from "../registry.ts";
import type { Cron } from "./cron.ts";
import { sessionOf } from "./cron-turn.ts";

const DEFAULT_LIMIT = 50;
const MOST = 200;

/** A job is for those who may see the session that it talks in. */
export function cronMethods(cron: Cron, store: CronStore, audiences: Audiences) {
  const seenBy = (viewer: Viewer) => cron.list().filter((job) => audiences.admits(viewer, sessionOf(job).key));
  const seen = (params: { id?: string; jobId?: string }, viewer: Viewer) => {
    const id = idOf(params);
    return seenBy(viewer).find((job) => job.id === id)?.id ?? cron.absent(id);
  };
  return {
    "cron.status": method(CronStatusParams, (_params, viewer) => ({
      enabled: true,
      storage: "sqlite" as const,
      jobs: seenBy(viewer).length,
      nextWakeAtMs: cron.nextWakeAt() ?? null,
    })),
    "cron.list": method(CronListParams, (params, viewer) => {
      const { limit = MOST, offset = 0 } = params;
      const found = matching(seenBy(viewer), params);
      const jobs = found.slice(offset, offset + limit);
      return { jobs, ...page(found.length, offset, limit, jobs.length) };
    }),
    "cron.get": method(CronGetParams, (params, viewer) => cron.require(seen(params, viewer))),
    "cron.add": method(CronAddParams, (params) => cron.add(params)),
    "cron.update": method(CronUpdateParams, (params, viewer) => cron.update(seen(params, viewer), params.patch)),
    "cron.remove": method(CronRemoveParams, async (params, viewer) => {
      const id = idOf(params);
      return { ok: true as const, removed: seenBy(viewer).some((job) => job.id === id) && (await cron.remove(id)) };
    }),
    "cron.run": method(CronRunParams, (params, viewer) => cron.run(seen(params, viewer), params.mode)),
    "cron.runs": method(CronRunsParams, async (params, viewer) => {
      const { limit = DEFAULT_LIMIT, offset = 0, sortDir: order = "desc", runId, query: search, status } = params;
      const jobId = params.id ?? params.jobId;
      if (params.scope === "job" && jobId === undefined) throw noId();
      const statuses = params.statuses ?? (status && status !== "all" ? [status] : undefined);
      const ofJob = params.scope === "all" ? undefined : jobId;
      const except = audiences.hiddenRecords(viewer);
      const { total, entries } = await store.runs({
        jobId: ofJob,
        runId,
        statuses,
        search,
        except,
        order,
        limit,
        offset,
      });
      return { entries, ...page(total, offset, limit, entries.length) };
    }),
  } satisfies MethodTable;
}

function matching(jobs: readonly CronJob[], params: ParamsOf<"cron.list">): CronJob[] {
  const { query = "", agentId, scheduleKind = "all", lastRunStatus = "all" } = params;
  const { enabled = params.includeDisabled ? "all" : "enabled" } = params;
  const words = query.trim().toLowerCase();
  const fits = (job: CronJob) =>
    (enabled === "all" || job.enabled === (enabled === "enabled")) &&
    (agentId === undefined || job.agentId === agentId) &&
    (scheduleKind === "all" || job.schedule.kind === scheduleKind) &&
    (lastRunStatus === "all" || (job.state.lastRunStatus ?? "unknown") === lastRunStatus) &&
    `${job.name}\n${job.description ?? ""}\n${job.agentId ?? ""}\n${job.id}`.toLowerCase().includes(words);
  return jobs.filter(fits).sort(orderOf(params));
}

function orderOf({ sortBy = "nextRunAtMs", sortDir = "asc" }: ParamsOf<"cron.list">) {
  const sign = sortDir === "asc" ? 1 : -1;
  return (a: CronJob, b: CronJob): number => {
    if (sortBy === "name") return sign * a.name.localeCompare(b.name) || a.id.localeCompare(b.id);
    const [x, y] =
      sortBy === "updatedAtMs" ? [a.updatedAtMs, b.updatedAtMs] : [a.state.nextRunAtMs, b.state.nextRunAtMs];
    if (x === y) return a.name.localeCompare(b.name) || a.id.localeCompare(b.id);
    if (x === undefined) return 1;
    return y === undefined ? -1 : sign * (x - y);
  };
}

function page(total: number, offset: number, limit: number, count: number): CronPage {
  const next = offset + count;
  const hasMore = next < total;
  return { total, offset, limit, hasMore, nextOffset: hasMore ? next : null };
}

function idOf({ id, jobId }: { id?: string; jobId?: string }): string {
  const given = id ?? jobId;
  if (given === undefined) throw noId();
  return given;
}

function noId(): RpcError {
  return new RpcError("INVALID_REQUEST", '"id" is missing: name the job, see cron.list.', { details: { field: "id" } });
}

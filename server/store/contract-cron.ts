import { describe, expect, test } from "vitest";
import type { CronJob, CronRunEntry } from "../protocol/cron.ts";
import type { Store } from "./contract.ts";

const BOUNDS = { keep: 3, keepInAll: 5 };
const ALL = { order: "desc", limit: 50, offset: 0 } as const;

/** What every store does with scheduled jobs and their runs. */
export function cronContract(open: () => Store): void {
  describe("cron", () => {
    test("jobs come back whole, keep their place when they change, and go", async () => {
      const { cron } = open();
      await cron.put(job("a"));
      await cron.put(job("b"));
      await cron.put({ ...job("a"), enabled: false, state: { lastRunStatus: "ok", lastRunAtMs: 4 } });
      expect(await cron.jobs()).toEqual([
        { ...job("a"), enabled: false, state: { lastRunStatus: "ok", lastRunAtMs: 4 } },
        job("b"),
      ]);
      expect([await cron.delete("a"), await cron.delete("a")]).toEqual([true, false]);
      expect(await cron.jobs()).toEqual([job("b")]);
    });

    test("runs are found by job, run, status and words, page by page", async () => {
      const { cron } = open();
      await cron.addRun(run("a", 1, { summary: "All is Well" }), BOUNDS);
      await cron.addRun(run("a", 2, { status: "error", error: "50% of 100_0" }), BOUNDS);
      await cron.addRun(run("b", 3), BOUNDS);
      const ids = async (query: object) => (await cron.runs({ ...ALL, ...query })).entries.map(({ runId }) => runId);
      expect(await ids({})).toEqual(["r3", "r2", "r1"]);
      expect(await ids({ jobId: "a", order: "asc" })).toEqual(["r1", "r2"]);
      expect(await ids({ runId: "r3" })).toEqual(["r3"]);
      expect(await ids({ statuses: ["error", "skipped"] })).toEqual(["r2"]);
      expect(await ids({ search: "is well" })).toEqual(["r1"]);
      expect(await ids({ search: "0%" })).toEqual(["r2"]);
      expect(await ids({ search: "%" })).toEqual(["r2"]);
      expect(await cron.runs({ ...ALL, limit: 1, offset: 1 })).toEqual({
        total: 3,
        entries: [run("a", 2, { status: "error", error: "50% of 100_0" })],
      });
    });

    test("the oldest runs go, of one job and of all", async () => {
      const { cron } = open();
      for (const n of [1, 2, 3, 4, 5]) await cron.addRun(run("a", n), BOUNDS);
      expect((await cron.runs(ALL)).entries.map(({ runId }) => runId)).toEqual(["r5", "r4", "r3"]);
      for (const n of [6, 7, 8]) await cron.addRun(run("b", n), BOUNDS);
      await cron.delete("b");
      expect((await cron.runs(ALL)).entries.map(({ runId }) => runId)).toEqual(["r8", "r7", "r6", "r5", "r4"]);
    });
  });
}

function job(id: string): CronJob {
  return {
    id,
    name: `Job ${id}`,
    enabled: true,
    createdAtMs: 1,
    updatedAtMs: 2,
    schedule: { kind: "every", everyMs: 60_000 },
    sessionTarget: "isolated",
    wakeMode: "now",
    payload: { kind: "agentTurn", message: "Look." },
    state: { nextRunAtMs: 3 },
  };
}

function run(jobId: string, n: number, more: Partial<CronRunEntry> = {}) {
  return { ts: n, jobId, runId: `r${n}`, action: "finished", status: "ok", ...more } as const;
}

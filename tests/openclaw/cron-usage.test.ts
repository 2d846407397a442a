import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { WireClient } from "../../server/hub/testing/wire-client.ts";
import type { CronRunEntry } from "../../server/protocol/cron.ts";
import type { MissionControl } from "../support/mission-control.ts";
import { type BothStages, STAGE_MS, startBothStages } from "../support/real-stage.ts";
import { ask, endOf, openWire } from "../support/wire.ts";

let stage: BothStages;

beforeAll(async () => {
  stage = await startBothStages();
}, STAGE_MS);

afterAll(async () => {
  await stage?.[Symbol.asyncDispose]();
});

scheduleContract("embedded", () => stage.embedded);
scheduleContract("OpenClaw", () => stage.server);

/** What the panels of schedules and usage read, on either kind of gateway. */
function scheduleContract(name: string, server: () => MissionControl): void {
  describe(`schedules and usage: ${name}`, () => {
    test("a job is added, listed, changed, run once with its output told, and removed", async () => {
      const wire = await openWire(server());
      const added = await ask(wire, "cron.add", {
        name: `Report ${randomUUID()}`,
        schedule: { kind: "cron", expr: "0 9 * * 1-5", tz: "Europe/Berlin" },
        sessionTarget: "isolated",
        wakeMode: "now",
        payload: { kind: "agentTurn", message: "stream 5" },
        delivery: { mode: "none" },
      });
      const { id } = added;
      expect(added).toMatchObject({ enabled: true, state: { nextRunAtMs: expect.any(Number) } });
      const mine = async () => {
        const { jobs, total } = await ask(wire, "cron.list", { includeDisabled: true, limit: 200 });
        expect(total).toBeGreaterThanOrEqual(jobs.length);
        return jobs.find((job) => job.id === id);
      };
      expect(await mine()).toMatchObject({ name: added.name, schedule: { expr: "0 9 * * 1-5", tz: "Europe/Berlin" } });

      const changed = await ask(wire, "cron.update", {
        id,
        patch: { enabled: false, schedule: { kind: "every", everyMs: 3_600_000 } },
      });
      expect(changed).toMatchObject({ enabled: false, schedule: { kind: "every", everyMs: 3_600_000 } });
      expect(await mine()).toMatchObject({ enabled: false });

      const started = await ask(wire, "cron.run", { id, mode: "force" });
      expect(started).toMatchObject({ ok: true, enqueued: true, runId: expect.any(String) });
      const run = await finished(wire, id);
      expect(run).toMatchObject({ jobId: id, action: "finished", status: "ok" });
      expect(run.summary).toContain("0 1 2 3 4");
      expect(run.sessionKey).toContain(`cron:${id}`);
      const history = await ask(wire, "cron.runs", { id, limit: 25 });
      expect(history).toMatchObject({
        total: 1,
        entries: [{ jobId: id, status: "ok", durationMs: expect.any(Number) }],
      });
      expect(history.entries[0]?.summary).toBe(run.summary);
      const failed = await ask(wire, "cron.runs", { id, limit: 25, status: "error" });
      expect(failed).toMatchObject({ total: 0, entries: [] });
      // OpenClaw names the run, whose words stand in the job's session.
      const sessionKey = run.sessionKey?.replace(/:run:[^:]+$/, "") ?? "";
      const { messages } = await ask(wire, "chat.history", { sessionKey });
      expect(messages.at(-1)).toMatchObject({ role: "assistant" });

      expect(await mine()).toMatchObject({ state: { lastRunStatus: "ok", lastRunAtMs: expect.any(Number) } });
      expect(await ask(wire, "cron.remove", { id })).toMatchObject({ ok: true, removed: true });
      expect(await mine()).toBeUndefined();
      await wire.close();
    });

    test("a wrong expression is refused in words", async () => {
      const wire = await openWire(server());
      const reply = await wire.req("cron.add", {
        name: "Never",
        schedule: { kind: "cron", expr: "61 * * * *" },
        sessionTarget: "isolated",
        wakeMode: "now",
        payload: { kind: "agentTurn", message: "x" },
      });
      expect(reply).toMatchObject({ ok: false, error: { code: "INVALID_REQUEST", message: expect.any(String) } });
      await wire.close();
    });

    test("usage is told by day, model, agent and session", async () => {
      const wire = await openWire(server());
      const sessionKey = `agent:main:usage-${randomUUID()}`;
      const { runId } = await ask(wire, "chat.send", { sessionKey, message: "stream 5", idempotencyKey: randomUUID() });
      await endOf(wire, runId);
      const today = new Date().toISOString().slice(0, 10);
      const year = today.slice(0, 4);
      const time = {
        startDate: `${year}-01-01`,
        endDate: `${year}-12-31`,
        mode: "gateway",
        agentScope: "all",
      } as const;
      await expect
        .poll(async () => (await ask(wire, "sessions.usage", { ...time, limit: 200 })).totals.totalTokens, {
          interval: 1_000,
        })
        .toBeGreaterThan(0);
      const usage = await ask(wire, "sessions.usage", { ...time, limit: 200 });
      expect(usage).toMatchObject({ startDate: time.startDate, endDate: time.endDate });
      expect(usage.aggregates.byModel[0]).toMatchObject({
        model: "test-model",
        totals: { totalTokens: expect.any(Number) },
      });
      expect(usage.aggregates.byAgent).toMatchObject([{ agentId: "main" }]);
      expect(usage.aggregates.costDaily?.[0]).toMatchObject({ date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) });
      expect(usage.aggregates.modelDaily?.[0]).toMatchObject({ model: "test-model", tokens: expect.any(Number) });
      expect(usage.sessions.length).toBeGreaterThan(0);
      const cost = () => ask(wire, "usage.cost", time);
      expect((await cost()).totals).toMatchObject({
        totalTokens: expect.any(Number),
        missingCostEntries: expect.any(Number),
      });
      // Counted in the background, apart from the sessions.
      const used = async () => (await cost()).daily.filter(({ totalTokens }) => totalTokens > 0);
      await expect
        .poll(async () => (await used()).map(({ date }) => date), { interval: 1_000 })
        .toEqual(usage.aggregates.costDaily?.map(({ date }) => date));
      await wire.close();
    });
  });
}

async function finished(wire: WireClient, jobId: string): Promise<CronRunEntry> {
  const frame = await wire.frame(({ event, payload }) => {
    const told = payload as { jobId?: string; action?: string } | undefined;
    return event === "cron" && told?.jobId === jobId && told.action === "finished";
  });
  return frame.payload as CronRunEntry;
}

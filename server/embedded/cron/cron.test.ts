import { beforeEach, describe, expect, test } from "vitest";
import type { CronJob } from "../../protocol/cron.ts";
import type { UserMessage } from "../../protocol/messages.ts";
import { textOf } from "../../protocol/messages.ts";
import type { ParamsOf } from "../../protocol/methods.ts";
import { ManualClock } from "../../protocol/testing/manual-clock.ts";
import { openTestGateway, type TestGateway, type TestGatewayOptions } from "../testing/gateway.ts";
import { answerWith, gate, stopped } from "../testing/scripted-runner.ts";
import { MAX_JOBS, MAX_RUNNING } from "./cron.ts";

const MINUTE = 60_000;
let time: ManualClock;
beforeEach(() => {
  time = new ManualClock();
});

describe("adding", () => {
  test("says what is wrong with a schedule, an agent, a payload, a model", async () => {
    const { call } = await opened();
    const refused = (more: Partial<ParamsOf<"cron.add">>) => expect(call("cron.add", aJob(more))).rejects;
    await refused({ schedule: { kind: "cron", expr: "61 * * * *" } }).toMatchObject({
      code: "INVALID_REQUEST",
      message: expect.stringContaining("minute"),
    });
    await refused({ schedule: { kind: "cron", expr: "0 9 * * *", tz: "Mars/Base" } }).toThrow(/no time zone/);
    await refused({ schedule: { kind: "at", at: "soon" } }).toThrow(/is no time/);
    await refused({ schedule: { kind: "at", at: new Date(1).toISOString() } }).toThrow(/has passed/);
    await refused({ schedule: { kind: "every", everyMs: 999 } }).toMatchObject({ code: "INVALID_REQUEST" });
    await refused({ agentId: "nobody" }).toMatchObject({ code: "NOT_FOUND" });
    await refused({ sessionTarget: "main" }).toThrow(/systemEvent/);
    await refused({ payload: { kind: "agentTurn", message: "x", model: "none/such" } }).toThrow(/no model/);
    await refused({ sessionTarget: "session:a b" }).toThrow(/no session key/);
  });

  test("writes down the zone of an expression, the anchor of a distance and the model's full name", async () => {
    const { call } = await opened();
    const daily = await call("cron.add", aJob({ schedule: { kind: "cron", expr: "0 9 * * *" } }));
    expect(daily.schedule).toEqual({
      kind: "cron",
      expr: "0 9 * * *",
      tz: Intl.DateTimeFormat().resolvedOptions().timeZone,
    });
    const often = await call("cron.add", aJob({ payload: { kind: "agentTurn", message: "x", model: "owl" } }));
    expect(often).toMatchObject({
      schedule: { anchorMs: time.now() },
      payload: { model: "test/owl" },
      state: { nextRunAtMs: time.now() + MINUTE },
    });
  });

  test("has a bound", async () => {
    const gateway = await opened();
    const jobs = Array.from({ length: MAX_JOBS }, () => gateway.call("cron.add", aJob({ enabled: false })));
    await Promise.all(jobs);
    await expect(gateway.call("cron.add", aJob())).rejects.toMatchObject({ code: "RATE_LIMITED", retryable: false });
  });
});

describe("running", () => {
  test("a due job runs once, in a session of its own, and is in the history with what was said", async () => {
    const gateway = await opened({ script: answerWith("All is well.", { input: 3, output: 4, totalTokens: 7 }) });
    const { id } = await gateway.call("cron.add", aJob({ name: "Look around" }));
    time.pass(MINUTE - 1);
    expect(gateway.runner.requests).toHaveLength(0);
    time.pass(1);
    const finished = await ended(gateway, id);
    expect(finished).toMatchObject({
      status: "ok",
      summary: "All is well.",
      sessionKey: `cron:${id}`,
      jobName: "Look around",
    });
    const { entries, total } = await gateway.call("cron.runs", { id });
    expect(total).toBe(1);
    expect(entries[0]).toMatchObject({
      action: "finished",
      status: "ok",
      model: "test/parrot",
      provider: "test",
      usage: { input_tokens: 3, output_tokens: 4, total_tokens: 7 },
      nextRunAtMs: time.now() + MINUTE,
    });
    const { messages } = await gateway.call("chat.history", { sessionKey: `cron:${id}` });
    expect(messages.map(textOf)).toEqual(["Look around, please.", "All is well."]);
    expect(gateway.heard("cron").map(({ action }) => action)).toEqual(["added", "started", "finished"]);
    // While it runs its next time is the one after: what is due and what runs are never the same.
    const running = { runningAtMs: time.now(), nextRunAtMs: time.now() + MINUTE };
    expect(gateway.heard("cron")[1]?.job?.state).toEqual(running);
    expect((await gateway.call("sessions.describe", { key: `cron:${id}` })).session?.label).toBe("Look around");
  });

  test("a job of its own session is told nothing of its earlier runs", async () => {
    const gateway = await opened();
    const { id } = await gateway.call("cron.add", aJob());
    await runNow(gateway, id);
    await runNow(gateway, id);
    const { history } = gateway.runner.requests[1] ?? {};
    expect((history as UserMessage[]).map(textOf)).toEqual(["Look around, please."]);
  });

  test("a job that says something in the main session is heard among what was said there", async () => {
    const gateway = await opened();
    const { runId } = await gateway.send("hello");
    await gateway.ended(runId);
    const main = aJob({ sessionTarget: "main", payload: { kind: "systemEvent", text: "The backup is done." } });
    const { id } = await gateway.call("cron.add", main);
    expect((await runNow(gateway, id)).sessionKey).toBe("agent:main:main");
    expect(gateway.runner.requests[1]?.history.map(textOf)).toEqual(["hello", "Hello there.", "The backup is done."]);
  });

  test("a job that runs is not started again, neither by hand nor by the clock", async () => {
    const { open, opened: isOpen } = gate();
    const gateway = await opened({
      script: async function* (request) {
        await isOpen;
        yield* answerWith("Done.")(request);
      },
    });
    const { id } = await gateway.call("cron.add", aJob());
    time.pass(MINUTE);
    await gateway.until("cron", ({ action }) => action === "started");
    expect(await gateway.call("cron.run", { id })).toEqual({ ok: true, ran: false, reason: "already-running" });
    time.pass(5 * MINUTE);
    open();
    await ended(gateway, id);
    expect(gateway.runner.requests).toHaveLength(1);
    // What came while it ran is not made up for.
    expect((await gateway.call("cron.get", { id })).state.nextRunAtMs).toBe(time.now() + MINUTE);
  });

  test("only so many run at once, and the others wait for their turn", async () => {
    const { open, opened: isOpen } = gate();
    const gateway = await opened({
      script: async function* (request) {
        await isOpen;
        yield* answerWith("Done.")(request);
      },
    });
    const jobs = await Promise.all(Array.from({ length: MAX_RUNNING + 2 }, () => gateway.call("cron.add", aJob())));
    time.pass(MINUTE);
    await expect.poll(() => gateway.runner.playing).toBe(MAX_RUNNING);
    open();
    for (const { id } of jobs) await ended(gateway, id);
    expect(gateway.runner.mostPlaying).toBe(MAX_RUNNING);
  });

  test("a run out of its turn leaves the time that is to come, and a paused job stays paused", async () => {
    const gateway = await opened();
    const at = new Date(time.now() + 10 * MINUTE).toISOString();
    const once = await gateway.call("cron.add", aJob({ schedule: { kind: "at", at } }));
    const paused = await gateway.call("cron.add", aJob({ enabled: false }));
    await runNow(gateway, once.id);
    await runNow(gateway, paused.id);
    const after = await gateway.call("cron.list", { includeDisabled: true });
    expect(after.jobs.map(({ enabled, state }) => [enabled, state.nextRunAtMs])).toEqual([
      [true, Date.parse(at)],
      [false, undefined],
    ]);
    expect(await gateway.call("cron.run", { id: once.id, mode: "due" })).toMatchObject({
      ran: false,
      reason: "not-due",
    });
    expect(await gateway.call("cron.run", { id: paused.id, mode: "if-enabled" })).toMatchObject({ reason: "disabled" });
  });

  test("a job that runs once goes when it went well; else it stays, paused, and says why", async () => {
    const gateway = await opened();
    const at = new Date(time.now() + MINUTE).toISOString();
    const good = await gateway.call("cron.add", aJob({ schedule: { kind: "at", at } }));
    time.pass(MINUTE);
    await gateway.until("cron", ({ action, jobId }) => action === "removed" && jobId === good.id);
    gateway.runner.script = () => {
      throw new Error("out of order");
    };
    const later = new Date(time.now() + MINUTE).toISOString();
    const bad = await gateway.call("cron.add", aJob({ schedule: { kind: "at", at: later } }));
    time.pass(MINUTE);
    expect((await ended(gateway, bad.id)).status).toBe("error");
    const { jobs } = await gateway.call("cron.list", { includeDisabled: true });
    expect(jobs).toMatchObject([
      { id: bad.id, enabled: false, state: { lastRunStatus: "error", consecutiveErrors: 1 } },
    ]);
    expect((await gateway.call("cron.runs", {})).entries.map(({ jobId }) => jobId)).toEqual([bad.id, good.id]);
  });

  test("stopping the run in its session ends it as an error", async () => {
    const gateway = await opened({
      script: async function* (request) {
        yield { type: "text", delta: "Well" };
        await stopped(request);
      },
    });
    const { id } = await gateway.call("cron.add", aJob());
    const { runId } = started(await gateway.call("cron.run", { id }));
    await gateway.until("chat", (event) => event.runId === runId && event.state === "delta");
    await gateway.call("chat.abort", { sessionKey: `cron:${id}` });
    expect(await ended(gateway, id)).toMatchObject({ status: "error", error: "It was stopped.", summary: "Well" });
  });
});

describe("changing", () => {
  test("pausing takes the next time away, resuming gives a new one, a new schedule another", async () => {
    const gateway = await opened();
    const { id } = await gateway.call("cron.add", aJob());
    const paused = await gateway.call("cron.update", { id, patch: { enabled: false } });
    expect(paused.state.nextRunAtMs).toBeUndefined();
    time.pass(10 * MINUTE);
    expect((await gateway.call("cron.update", { id, patch: { enabled: true } })).state.nextRunAtMs).toBe(
      time.now() + MINUTE,
    );
    const hourly = await gateway.call("cron.update", {
      jobId: id,
      patch: { schedule: { kind: "every", everyMs: 3_600_000 } },
    });
    expect(hourly.state.nextRunAtMs).toBe(time.now() + 3_600_000);
    const renamed = await gateway.call("cron.update", { id, patch: { name: "Other", agentId: "main" } });
    expect(renamed).toMatchObject({ name: "Other", agentId: "main", state: hourly.state });
    expect(await gateway.call("cron.update", { id, patch: { agentId: null } })).not.toHaveProperty("agentId");
    await expect(
      gateway.call("cron.update", { id, patch: { schedule: { kind: "cron", expr: "x" } } }),
    ).rejects.toThrow();
    expect(gateway.runner.requests).toHaveLength(0);
  });

  test("a job that was removed is gone, and its runs are not", async () => {
    const gateway = await opened();
    const { id } = await gateway.call("cron.add", aJob());
    await runNow(gateway, id);
    expect(await gateway.call("cron.remove", { id })).toEqual({ ok: true, removed: true });
    expect(await gateway.call("cron.remove", { id })).toEqual({ ok: true, removed: false });
    await expect(gateway.call("cron.get", { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(gateway.call("cron.run", {})).rejects.toMatchObject({ code: "INVALID_REQUEST" });
    time.pass(10 * MINUTE);
    expect(gateway.runner.requests).toHaveLength(1);
    expect((await gateway.call("cron.runs", { id })).total).toBe(1);
  });

  test("lists are filtered, ordered and paged", async () => {
    const gateway = await opened();
    await gateway.call("cron.add", aJob({ name: "beta", schedule: { kind: "every", everyMs: 2 * MINUTE } }));
    await gateway.call("cron.add", aJob({ name: "alpha", schedule: { kind: "cron", expr: "0 0 1 1 *" } }));
    await gateway.call("cron.add", aJob({ name: "gamma", enabled: false }));
    const names = async (params: ParamsOf<"cron.list">) =>
      (await gateway.call("cron.list", params)).jobs.map(({ name }) => name);
    expect(await names({})).toEqual(["beta", "alpha"]);
    expect(await names({ includeDisabled: true })).toEqual(["beta", "alpha", "gamma"]);
    expect(await names({ enabled: "disabled" })).toEqual(["gamma"]);
    expect(await names({ enabled: "all", sortBy: "name", sortDir: "desc" })).toEqual(["gamma", "beta", "alpha"]);
    expect(await names({ scheduleKind: "cron" })).toEqual(["alpha"]);
    expect(await names({ query: "ALP" })).toEqual(["alpha"]);
    expect(await names({ lastRunStatus: "ok" })).toEqual([]);
    expect(await gateway.call("cron.list", { limit: 1 })).toMatchObject({ total: 2, hasMore: true, nextOffset: 1 });
    expect(await gateway.call("cron.status", {})).toMatchObject({
      enabled: true,
      jobs: 3,
      nextWakeAtMs: time.now() + 2 * MINUTE,
    });
  });
});

describe("a restart", () => {
  test("runs what should have run once, and lets the others go on with their next time", async () => {
    const first = await opened();
    const at = new Date(time.now() + MINUTE).toISOString();
    const once = await first.call("cron.add", aJob({ name: "once", schedule: { kind: "at", at } }));
    const often = await first.call("cron.add", aJob({ name: "often" }));
    await first.close();
    time.pass(10 * MINUTE + 1);
    const second = await opened({ home: first.home, store: first.store });
    expect((await second.call("cron.get", { id: often.id })).state.nextRunAtMs).toBe(time.now() + MINUTE - 1);
    time.pass(0);
    expect(await ended(second, once.id)).toMatchObject({ status: "ok" });
    expect(second.runner.requests).toHaveLength(1);
  });

  test("in the middle of a run does not run it again: the history says that it was interrupted", async () => {
    const first = await opened({
      script: async function* (request) {
        yield { type: "text", delta: "Well" };
        await stopped(request);
      },
    });
    const at = new Date(time.now() + MINUTE).toISOString();
    const { id } = await first.call("cron.add", aJob({ schedule: { kind: "at", at } }));
    time.pass(MINUTE);
    await first.until("chat", (event) => event.state === "delta");
    // What a killed process leaves behind.
    const [left] = await first.store.cron.jobs();
    await first.close();
    await first.store.cron.put(left as CronJob);
    const second = await opened({ home: first.home, store: first.store });
    time.pass(MINUTE);
    const job = await second.call("cron.get", { id });
    expect(job).toMatchObject({ enabled: false, state: { lastRunStatus: "error" } });
    expect(job.state.runningAtMs).toBeUndefined();
    const { entries } = await second.call("cron.runs", { id });
    expect(entries.length).toBeGreaterThan(0);
    expect(new Set(entries.map(({ error }) => error))).toEqual(
      new Set(["Mission Control ended in the middle of this run."]),
    );
    expect(second.runner.requests).toHaveLength(0);
  });
});

function opened(options: TestGatewayOptions = {}): Promise<TestGateway> {
  return openTestGateway({ clock: () => time.now(), timer: (ms, act) => time.after(ms, act), ...options });
}

function aJob(more: Partial<ParamsOf<"cron.add">> = {}): ParamsOf<"cron.add"> {
  return {
    name: "A job",
    schedule: { kind: "every", everyMs: MINUTE },
    sessionTarget: "isolated",
    wakeMode: "now",
    payload: { kind: "agentTurn", message: "Look around, please." },
    ...more,
  };
}

/** The newest end of a job, past or to come. */
function ended({ until }: TestGateway, id: string) {
  return until("cron", ({ action, jobId }) => action === "finished" && jobId === id);
}

async function runNow({ call, until }: TestGateway, id: string) {
  const { runId } = started(await call("cron.run", { id }));
  return until("cron", (event) => event.action === "finished" && event.runId === runId);
}

function started(result: object): { runId: string } {
  expect(result).toMatchObject({ ok: true, enqueued: true });
  return result as { runId: string };
}

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Store } from "./contract.ts";
import { accessContract } from "./contract-access.ts";
import { bindingsContract } from "./contract-bindings.ts";
import { circlesContract } from "./contract-circles.ts";
import { cronContract } from "./contract-cron.ts";
import { aRun, aSession, KEY, someUsage, user } from "./contract-fixtures.ts";
import { messagesContract } from "./contract-messages.ts";
import { sessionsContract } from "./contract-sessions.ts";

/** What every store does. `open` gives a new, empty one each time. */
export function storeContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: store contract`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    describe("agents", () => {
      test("are listed in order of creation and replaced by id", async () => {
        await store.agents.put({ id: "b", name: "Second", createdAt: 2 });
        await store.agents.put({ id: "a", name: "First", createdAt: 1, emoji: "🦞", model: "x/y" });
        await store.agents.put({ id: "b", name: "Renamed", createdAt: 2 });
        expect(await store.agents.list()).toEqual([
          { id: "a", name: "First", createdAt: 1, emoji: "🦞", model: "x/y" },
          { id: "b", name: "Renamed", createdAt: 2 },
        ]);
      });

      test("delete tells whether there was one", async () => {
        await store.agents.put({ id: "a", name: "A", createdAt: 1 });
        expect([await store.agents.delete("a"), await store.agents.delete("a")]).toEqual([true, false]);
      });
    });

    test("an agent's dm scope is kept", async () => {
      await store.agents.put({ id: "a", name: "A", createdAt: 1, dmScope: "per-peer" });
      expect((await store.agents.list())[0]?.dmScope).toBe("per-peer");
    });

    bindingsContract(() => store);
    sessionsContract(() => store);
    messagesContract(() => store);
    cronContract(() => store);
    circlesContract(() => store);
    accessContract(() => store);

    describe("runs", () => {
      beforeEach(() => store.sessions.put(aSession(KEY)));

      test("come back whole, newest first, and replaced by id", async () => {
        const queued = aRun("r1", { input: user("m1", "waits", "k") });
        const done = aRun("r2", {
          state: "done",
          createdAt: 2,
          startedAt: 3,
          endedAt: 4,
          model: "m",
          error: "e",
          partial: { text: "t", thinking: "h" },
        });
        await store.runs.put(queued);
        await store.runs.put(done);
        expect(await store.runs.get("r1")).toStrictEqual(queued);
        expect(await store.runs.get("missing")).toBeUndefined();
        expect(await store.runs.list(KEY, 9)).toStrictEqual([done, queued]);
        expect(await store.runs.list(KEY, 1)).toStrictEqual([done]);
        await store.runs.put(aRun("r1", { state: "running" }));
        expect(await store.runs.get("r1")).toStrictEqual(aRun("r1", { state: "running" }));
      });

      test("those that a process left are found, oldest first", async () => {
        const states = ["done", "running", "failed", "queued", "killed", "timeout", "interrupted"] as const;
        for (const [index, state] of states.entries()) await store.runs.put(aRun(state, { state, createdAt: index }));
        expect((await store.runs.unfinished()).map(({ runId }) => runId)).toEqual(["running", "queued"]);
        for (const runId of ["z", "y"]) await store.runs.put(aRun(runId, { state: "queued", createdAt: 99 }));
        await store.runs.put(aRun("z", { state: "running", createdAt: 99 }));
        expect((await store.runs.unfinished()).map(({ runId }) => runId)).toEqual(["running", "queued", "z", "y"]);
        expect((await store.runs.list(KEY, 2)).map(({ runId }) => runId)).toEqual(["y", "z"]);
      });
    });

    test("usage sums by local day, and counts what has no price", async () => {
      const day = (date: number, hour: number) => new Date(2026, 2, date, hour).getTime();
      await store.usage.add(someUsage({ time: day(1, 23), cost: 0.5 }));
      await store.usage.add(someUsage({ time: day(2, 0), cost: 0.25 }));
      await store.usage.add(someUsage({ time: day(2, 12) }));
      await store.usage.add(someUsage({ time: day(3, 12), agentId: "two", sessionKey: "other" }));
      const totals = { input: 1, output: 2, cacheRead: 3, cacheWrite: 4, totalTokens: 10 };
      const twice = { input: 2, output: 4, cacheRead: 6, cacheWrite: 8, totalTokens: 20 };
      expect(await store.usage.daily({ from: 0, agentId: "main" })).toEqual([
        { date: "2026-03-01", ...totals, totalCost: 0.5, missingCostEntries: 0 },
        { date: "2026-03-02", ...twice, totalCost: 0.25, missingCostEntries: 1 },
      ]);
      expect((await store.usage.daily({ from: day(2, 1) })).map(({ date }) => date)).toEqual([
        "2026-03-02",
        "2026-03-03",
      ]);
      expect(await store.usage.daily({ from: 0, sessionKey: "other" })).toHaveLength(1);
    });

    test("usage sums by whatever is asked for, what cost most first, within its time", async () => {
      const day = (date: number) => new Date(2026, 2, date, 12).getTime();
      await store.usage.add(someUsage({ time: day(1), cost: 0.5, model: "a/x" }));
      await store.usage.add(someUsage({ time: day(2), cost: 2, model: "b/y", sessionKey: "other" }));
      await store.usage.add(someUsage({ time: day(2), model: "a/x", agentId: "two" }));
      const [all] = await store.usage.sums({ from: 0 }, []);
      expect(all).toMatchObject({ count: 3, sessions: 2, totalTokens: 30, totalCost: 2.5, missingCostEntries: 1 });
      expect(all).toMatchObject({ firstTime: day(1), lastTime: day(2) });
      const models = await store.usage.sums({ from: 0 }, ["model"]);
      expect(models.map(({ model, count, totalCost }) => [model, count, totalCost])).toEqual([
        ["b/y", 1, 2],
        ["a/x", 2, 0.5],
      ]);
      const days = await store.usage.sums({ from: 0, to: day(2), agentId: "main" }, ["day", "model"]);
      expect(days.map(({ day, model }) => [day, model])).toEqual([["2026-03-01", "a/x"]]);
      expect(await store.usage.sums({ from: 0 }, ["sessionKey"], 1)).toMatchObject([{ sessionKey: "other" }]);
      expect(await store.usage.sums({ from: day(3) }, [])).toEqual([]);
      expect(await store.usage.daily({ from: 0, to: day(2) })).toHaveLength(1);
    });

    test("browser sessions are kept by hash until they expire", async () => {
      const record = { hash: "h", principalId: "p", createdAt: 1, expiresAt: 10, userAgent: "Firefox" };
      await store.auth.putBrowserSession(record);
      await store.auth.putBrowserSession({ hash: "later", principalId: "p", createdAt: 1, expiresAt: 11 });
      expect(await store.auth.getBrowserSession("h")).toEqual(record);
      expect(await store.auth.sweepBrowserSessions(10)).toBe(1);
      expect(await store.auth.getBrowserSession("h")).toBeUndefined();
      await store.auth.deleteBrowserSession("later");
      expect(await store.auth.getBrowserSession("later")).toBeUndefined();
    });

    test("settings keep any JSON value", async () => {
      for (const value of [{ a: [1, "x", null] }, null, false, 0, ""]) {
        await store.settings.put("key", value);
        expect(await store.settings.get("key")).toEqual(value);
      }
      await store.settings.put("key", undefined);
      expect(await store.settings.get("key")).toBeUndefined();
    });

    test("close finishes what is pending, can be called again, and later calls are refused", async () => {
      await store.sessions.put(aSession(KEY));
      const pending = store.messages.append(KEY, [user("m1", "last")]);
      await Promise.all([store.close(), store.close()]);
      expect((await pending)[0]?.__openclaw.seq).toBe(1);
      await expect(store.sessions.get(KEY)).rejects.toMatchObject({ code: "UNAVAILABLE" });
      await expect(store.messages.search({ query: "last", limit: 1 })).rejects.toMatchObject({ code: "UNAVAILABLE" });
    });
  });
}

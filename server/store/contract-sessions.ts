import { beforeEach, describe, expect, test } from "vitest";
import type { SessionRecord, Store } from "./contract.ts";
import { aRun, aSession, KEY, someUsage, user } from "./contract-fixtures.ts";

/** What every session store does. `current` gives the test's own, empty store. */
export function sessionsContract(current: () => Store): void {
  let store: Store;
  beforeEach(() => {
    store = current();
  });

  describe("sessions", () => {
    test("come back as they were put, fields left out stay left out", async () => {
      const full: Required<SessionRecord> = {
        ...aSession(KEY),
        label: "Label",
        derivedTitle: "Title",
        displayName: "Name",
        lastMessagePreview: "Last",
        channel: "web",
        category: "Work",
        archived: true,
        pinned: false,
        unread: true,
        model: "m",
        modelProvider: "p",
        thinkingLevel: "high",
        inputTokens: 1,
        outputTokens: 2,
        totalTokens: 3,
        estimatedCostUsd: 0.25,
        status: "interrupted",
        lastRunError: "e",
        lastRunId: "r",
        messageCount: 4,
      };
      await store.sessions.put(full);
      expect(await store.sessions.get(KEY)).toEqual(full);
      await store.sessions.put(aSession(KEY));
      expect(await store.sessions.get(KEY)).toStrictEqual(aSession(KEY));
      expect(await store.sessions.get("missing")).toBeUndefined();
      expect(await store.sessions.count()).toBe(1);
    });

    test("are listed pinned first, then newest first, page by page with the total", async () => {
      for (const [key, updatedAt, pinned] of [
        ["old", 1, false],
        ["new", 3, undefined],
        ["pinned", 2, true],
      ] as const) {
        await store.sessions.put(aSession(key, { updatedAt, pinned }));
      }
      const first = await store.sessions.list({ limit: 2, offset: 0 });
      const second = await store.sessions.list({ limit: 2, offset: 2 });
      expect(first.total).toBe(3);
      expect([...first.sessions, ...second.sessions].map(({ key }) => key)).toEqual(["pinned", "new", "old"]);
    });

    test("archived ones are left out unless asked for", async () => {
      await store.sessions.put(aSession("live"));
      await store.sessions.put(aSession("kept", { archived: true }));
      const keys = async (archived?: boolean | "all") =>
        (await store.sessions.list({ archived, limit: 9, offset: 0 })).sessions.map(({ key }) => key);
      expect([await keys(), await keys(true), await keys("all")]).toEqual([["live"], ["kept"], ["kept", "live"]]);
    });

    test("are filtered by agent and by time", async () => {
      await store.sessions.put(aSession("a", { agentId: "one", updatedAt: 10 }));
      await store.sessions.put(aSession("b", { agentId: "two", updatedAt: 20 }));
      const byAgent = await store.sessions.list({ agentId: "two", limit: 9, offset: 0 });
      const byTime = await store.sessions.list({ updatedSince: 11, limit: 9, offset: 0 });
      expect([byAgent.sessions[0]?.key, byTime.sessions[0]?.key, byTime.total]).toEqual(["b", "b", 1]);
    });

    test.each([
      ["key", "FINDME"],
      ["label", "ärger"],
      ["derivedTitle", "50%_\\"],
      ["lastMessagePreview", "it's"],
    ] as const)("search finds by %s in any case, with signs taken as they are", async (field, search) => {
      await store.sessions.put(aSession("other", { label: "50 percent", lastMessagePreview: "itXs arger" }));
      await store.sessions.put(aSession("hit", { [field]: `… ${search.toUpperCase()} …` }));
      const { sessions, total } = await store.sessions.list({ search, limit: 9, offset: 0 });
      expect(sessions.map((session) => session[field])).toEqual([`… ${search.toUpperCase()} …`]);
      expect(total).toBe(1);
    });

    test("patch merges; null and undefined clear; a missing session stays missing", async () => {
      await store.sessions.put(aSession(KEY, { label: "Label", pinned: true, category: "Work" }));
      const patched = await store.sessions.patch(KEY, {
        label: null,
        category: undefined,
        unread: true,
        updatedAt: 9,
      });
      expect(patched).toStrictEqual(aSession(KEY, { pinned: true, unread: true, updatedAt: 9 }));
      expect(await store.sessions.get(KEY)).toStrictEqual(patched);
      expect(await store.sessions.patch(KEY, {})).toStrictEqual(patched);
      expect(await store.sessions.patch("missing", { label: "x" })).toBeUndefined();
    });

    test("patch refuses another key and clearing what a session must have", async () => {
      await store.sessions.put(aSession(KEY));
      await expect(store.sessions.patch(KEY, { key: "other" })).rejects.toMatchObject({ code: "INVALID_REQUEST" });
      await expect(store.sessions.patch(KEY, { sessionId: null })).rejects.toMatchObject({ code: "INVALID_REQUEST" });
      expect(await store.sessions.get(KEY)).toStrictEqual(aSession(KEY));
    });

    test("delete removes transcript, runs and search rows; usage stays", async () => {
      await store.sessions.put(aSession(KEY));
      await store.messages.append(KEY, [user("m1", "findable")]);
      await store.runs.put(aRun("r1", { state: "running" }));
      await store.usage.add(someUsage());
      expect(await store.sessions.delete(KEY)).toBe(true);
      expect(await store.sessions.delete(KEY)).toBe(false);
      expect(await store.messages.page(KEY, { limit: 9, offset: 0 })).toEqual({ messages: [], total: 0, lastSeq: 0 });
      expect(await store.runs.unfinished()).toEqual([]);
      expect((await store.messages.search({ query: "findable", limit: 9 })).results).toEqual([]);
      expect(await store.usage.daily({ from: 0 })).toHaveLength(1);
    });
  });
}

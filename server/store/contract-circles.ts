import { describe, expect, test } from "vitest";
import { circleIn } from "../protocol/circles.ts";
import type { Store } from "./contract.ts";
import { aSession, someUsage, user } from "./contract-fixtures.ts";

/** What every store does with what is said in circles. */
export function circlesContract(open: () => Store): void {
  describe("circle messages", () => {
    const said = (content: string) => ({ role: "user", from: "p", name: "P", content, timestamp: 1 }) as const;

    test("come back oldest first, page by page, and the oldest are let go", async () => {
      const { circles } = open();
      const first = await circles.append("a", said("1"), 3);
      for (const content of ["2", "3", "4"]) await circles.append("a", said(content), 3);
      const other = await circles.append("b", said("other"), 3);
      expect(other.id).toBeGreaterThan(first.id);
      const all = await circles.list("a", { limit: 9 });
      expect(all.map(({ content }) => content)).toEqual(["2", "3", "4"]);
      const older = await circles.list("a", { limit: 1, before: all[2]?.id });
      expect(older).toEqual([all[1]]);
      await circles.clear("a");
      expect(await circles.list("a", { limit: 9 })).toEqual([]);
      expect(await circles.list("b", { limit: 9 })).toEqual([other]);
    });
  });

  describe("sessions of circles", () => {
    const VAULT = ["agent:main:circle:group:vault", "agent:ada:circle:group:vault:fork-1"];
    const OTHERS = [
      "agent:main:main",
      "agent:main:circle:group:vaults",
      "agent:main:circle:group:vaul_",
      "agent:main:slack:group:vault",
      "agent:vault:circle:direct:vault",
      "cron:circle:group",
    ];
    const ALL = { limit: 50, offset: 0 };

    test("are told by their keys as everywhere", async () => {
      const { sessions } = open();
      const keys = [...VAULT, ...OTHERS];
      for (const key of keys) await sessions.put(aSession(key));
      const listed = async (query: object) => {
        const { total, sessions: found } = await sessions.list({ ...ALL, ...query });
        expect(found).toHaveLength(total);
        return found.map(({ key }) => key).sort();
      };
      const inCircles = (...circles: string[]) => keys.filter((key) => circles.includes(circleIn(key) ?? "")).sort();
      expect(inCircles("vault")).toEqual(VAULT.toSorted());
      expect(await listed({ circle: "vault" })).toEqual(inCircles("vault"));
      expect(await listed({ circle: "vaul_" })).toEqual(inCircles("vaul_"));
      const rest = keys.filter((key) => !inCircles("vault", "vaults").includes(key)).sort();
      expect(await listed({ exceptCircles: ["vault", "vaults"] })).toEqual(rest);
      expect(await listed({ exceptCircles: [] })).toEqual(keys.toSorted());
      const { total } = await sessions.list({ exceptCircles: ["vault"], limit: 1, offset: 1 });
      expect(total).toBe(OTHERS.length);
    });

    test("are left out of searches, of use and of runs of jobs, those of some time alone too", async () => {
      const { sessions, messages, usage, cron } = open();
      const keys = [...VAULT, ...OTHERS];
      for (const [index, sessionKey] of keys.entries()) {
        await sessions.put(aSession(sessionKey));
        await messages.append(sessionKey, [user(`m${index}`, "the xylophone")]);
        await usage.add(someUsage({ sessionKey }));
        const entry = { ts: index, jobId: "j", runId: `r${index}`, action: "finished" as const, sessionKey };
        await cron.addRun(entry, { keep: 50, keepInAll: 50 });
      }
      const exceptCircles = ["vault"];
      const found = await messages.search({ query: "xylophone", exceptCircles, limit: OTHERS.length });
      expect(found.truncated).toBe(false);
      expect(found.results.map(({ sessionKey }) => sessionKey).sort()).toEqual(OTHERS.toSorted());
      const sums = await usage.sums({ from: 0, exceptCircles }, ["sessionKey"]);
      expect(sums.map(({ sessionKey }) => sessionKey).sort()).toEqual(OTHERS.toSorted());
      expect(await usage.daily({ from: 0, sessionKey: VAULT[0], exceptCircles })).toEqual([]);
      const runs = async (...except: { circle: string; from: number; until: number }[]) => {
        const { total, entries } = await cron.runs({ order: "asc", ...ALL, except });
        expect(entries).toHaveLength(total);
        return entries.map(({ runId }) => runId).join(" ");
      };
      expect(await runs({ circle: "vault", from: 0, until: 99 })).toBe("r2 r3 r4 r5 r6 r7");
      expect(await runs({ circle: "vault", from: 0, until: 0 }, { circle: "vaults", from: 3, until: 3 })).toBe(
        "r1 r2 r4 r5 r6 r7",
      );
      expect(await runs({ circle: "vault", from: 1, until: 99 })).toBe("r0 r2 r3 r4 r5 r6 r7");
    });
  });
}

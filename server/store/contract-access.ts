import { describe, expect, test } from "vitest";
import type { NewAuditEntry, PersonRecord, Store, TokenRecord } from "./contract.ts";

/** What every store does with tokens, people and what they did. */
export function accessContract(open: () => Store): void {
  const token = (id: string, more: Partial<TokenRecord> = {}): TokenRecord => ({
    id,
    hash: `hash of ${id}`,
    hint: "mc_abcd",
    name: "Reader",
    role: "viewer",
    createdAt: 1,
    createdBy: "Admin",
    ...more,
  });

  const person = (id: string, lastSeenAt: number): PersonRecord => ({
    id,
    name: id.toUpperCase(),
    role: "operator",
    address: "127.0.0.1",
    client: "Firefox",
    lastSeenAt,
  });

  const entry = (action: string, more: Partial<NewAuditEntry> = {}): NewAuditEntry => ({
    at: 1,
    action,
    targets: {},
    outcome: "OK",
    isCall: true,
    ...more,
  });

  describe("access", () => {
    test("tokens come back in the order in which they were made, and are replaced by id", async () => {
      const { access } = open();
      await access.putToken(token("b", { createdAt: 2, expiresAt: 9 }));
      await access.putToken(token("a"));
      await access.putToken(token("a", { lastUsedAt: 5, revokedAt: 6 }));
      expect(await access.tokens()).toEqual([
        token("a", { lastUsedAt: 5, revokedAt: 6 }),
        token("b", { createdAt: 2, expiresAt: 9 }),
      ]);
      await access.deleteToken("a");
      expect((await access.tokens()).map(({ id }) => id)).toEqual(["b"]);
      for (const id of ["d", "c"]) await access.putToken(token(id, { createdAt: 2 }));
      expect((await access.tokens()).map(({ id }) => id)).toEqual(["b", "d", "c"]);
    });

    test("people come back who was seen last first; who was not seen for longest is let go", async () => {
      const { access } = open();
      await access.putPeople([person("a", 1), person("b", 2), person("c", 3)], 9);
      await access.putPeople([person("a", 4)], 2);
      expect(await access.people(9)).toEqual([person("a", 4), person("c", 3)]);
      expect(await access.people(1)).toEqual([person("a", 4)]);
    });

    test("the audit is read backwards from a place, by who, what, outcome and words", async () => {
      const { access } = open();
      const anna = { id: "anna", name: "Ärmel" };
      await access.addAudit([
        entry("chat.send", { who: anna, targets: { sessionKey: "agent:main:main" } }),
        entry("sign-in", { isCall: false, address: "10.0.0.7", outcome: "UNAUTHENTICATED", count: 3 }),
      ]);
      await access.addAudit([entry("agents.create", { who: { id: "ben", name: "Ben" }, outcome: "FORBIDDEN" })]);
      const all = await access.audit({ limit: 9 });
      expect(all.map(({ action }) => action)).toEqual(["agents.create", "sign-in", "chat.send"]);
      expect(all[1]).toEqual({
        id: all[1]?.id,
        at: 1,
        action: "sign-in",
        targets: {},
        outcome: "UNAUTHENTICATED",
        address: "10.0.0.7",
        count: 3,
      });
      const found = async (query: Omit<Parameters<typeof access.audit>[0], "limit">) =>
        (await access.audit({ limit: 9, ...query })).map(({ action }) => action);
      expect(await found({ before: all[1]?.id })).toEqual(["chat.send"]);
      expect(await found({ who: "anna" })).toEqual(["chat.send"]);
      expect(await found({ succeeded: false })).toEqual(["agents.create", "sign-in"]);
      expect(await found({ isCall: false })).toEqual(["sign-in"]);
      expect(await found({ search: "ärmel" })).toEqual(["chat.send"]);
      expect(await found({ search: "AGENT:MAIN" })).toEqual(["chat.send"]);
      expect(await found({ search: "%" })).toEqual([]);
    });

    test("the audit lets go of what is too old and of what is too much", async () => {
      const { access } = open();
      await access.addAudit(["a", "b", "c", "d", "e"].map((action, at) => entry(action, { at })));
      expect(await access.sweepAudit({ keep: 9, since: 1 })).toBe(1);
      expect(await access.sweepAudit({ keep: 2, since: 1 })).toBe(2);
      expect((await access.audit({ limit: 9 })).map(({ action }) => action)).toEqual(["e", "d"]);
      expect(await access.sweepAudit({ keep: 2, since: 1 })).toBe(0);
    });

    test("all browsers of somebody are signed out at once", async () => {
      const { auth } = open();
      for (const [hash, principalId] of [
        ["1", "anna"],
        ["2", "anna"],
        ["3", "ben"],
      ] as const)
        await auth.putBrowserSession({ hash, principalId, createdAt: 1, expiresAt: 9 });
      expect(await auth.deleteBrowserSessionsOf("anna")).toBe(2);
      expect(await auth.getBrowserSession("1")).toBeUndefined();
      expect(await auth.getBrowserSession("3")).toBeDefined();
    });
  });
}

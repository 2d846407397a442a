import type { AuthStore, BrowserSessionRecord } from "./contract.ts";
import type { Engine } from "./engine.ts";
import { present } from "./schema.ts";

export function authStore({ db }: Engine): AuthStore {
  return {
    async putBrowserSession(record) {
      const row = { ...record, userAgent: record.userAgent ?? null };
      await db
        .insertInto("browserSessions")
        .values(row)
        .onConflict((conflict) => conflict.column("hash").doUpdateSet(row))
        .execute();
    },

    async getBrowserSession(hash) {
      const row = await db.selectFrom("browserSessions").selectAll().where("hash", "=", hash).executeTakeFirst();
      return row && (present(row) as BrowserSessionRecord);
    },

    async deleteBrowserSession(hash) {
      await db.deleteFrom("browserSessions").where("hash", "=", hash).execute();
    },

    async deleteBrowserSessionsOf(principalId) {
      const theirs = db.deleteFrom("browserSessions").where("principalId", "=", principalId);
      return Number((await theirs.executeTakeFirstOrThrow()).numDeletedRows);
    },

    async sweepBrowserSessions(now) {
      const expired = db.deleteFrom("browserSessions").where("expiresAt", "<=", now);
      return Number((await expired.executeTakeFirstOrThrow()).numDeletedRows);
    },
  };
}

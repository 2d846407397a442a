import { sql } from "kysely";
import type { AuditEntry } from "../protocol/access.ts";
import type { AccessStore, PersonRecord, TokenRecord } from "./contract.ts";
import { compiled, type Engine } from "./engine.ts";
import { present } from "./schema.ts";

export function accessStore({ db, write }: Engine): AccessStore {
  return {
    async tokens() {
      const made = db.selectFrom("accessTokens").selectAll().orderBy("createdAt").orderBy(sql`rowid`);
      const rows = await made.execute();
      return rows.map((row) => present(row) as TokenRecord);
    },

    async putToken(token) {
      const { expiresAt = null, lastUsedAt = null, revokedAt = null } = token;
      const row = { ...token, expiresAt, lastUsedAt, revokedAt };
      await db
        .insertInto("accessTokens")
        .values(row)
        .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
        .execute();
    },

    async deleteToken(id) {
      await db.deleteFrom("accessTokens").where("id", "=", id).execute();
    },

    async people(limit) {
      const rows = await db.selectFrom("people").selectAll().orderBy("lastSeenAt", "desc").limit(limit).execute();
      return rows as PersonRecord[];
    },

    async putPeople(people, keep) {
      const newest = db.selectFrom("people").select("id").orderBy("lastSeenAt", "desc").limit(keep);
      await write([
        ...people.map((person) =>
          compiled(
            db
              .insertInto("people")
              .values(person)
              .onConflict((conflict) => conflict.column("id").doUpdateSet(person)),
          ),
        ),
        compiled(db.deleteFrom("people").where("id", "not in", newest)),
      ]);
    },

    async addAudit(entries) {
      await write(
        entries.map(({ isCall, ...entry }) =>
          compiled(
            db.insertInto("audit").values({
              at: entry.at,
              who: entry.who?.id ?? null,
              isCall: isCall ? 1 : 0,
              outcome: entry.outcome,
              text: textOf(entry),
              body: JSON.stringify(entry),
            }),
          ),
        ),
      );
    },

    async audit({ limit, before, search, who, succeeded, isCall }) {
      const rows = await db
        .selectFrom("audit")
        .select(["rowId", "body"])
        .$if(before !== undefined, (query) => query.where("rowId", "<", before ?? 0))
        .$if(who !== undefined, (query) => query.where("who", "=", who ?? ""))
        .$if(succeeded !== undefined, (query) => query.where("outcome", succeeded ? "=" : "!=", "OK"))
        .$if(isCall !== undefined, (query) => query.where("isCall", "=", isCall ? 1 : 0))
        .$if(Boolean(search), (query) => query.where(sql<boolean>`instr(text, ${search?.toLowerCase() ?? ""}) > 0`))
        .orderBy("rowId", "desc")
        .limit(limit)
        .execute();
      return rows.map(({ rowId, body }) => ({ id: rowId, ...entryOf(body) }));
    },

    async sweepAudit({ keep, since }) {
      const beyond = db.selectFrom("audit").select("rowId").orderBy("rowId", "desc").limit(1).offset(keep);
      const results = await write([
        compiled(db.deleteFrom("audit").where("at", "<", since)),
        compiled(db.deleteFrom("audit").where("rowId", "<=", beyond)),
      ]);
      return results.reduce((sum, { changes }) => sum + changes, 0);
    },
  };
}

function textOf({ who, address = "", action, targets, outcome }: Omit<AuditEntry, "id">): string {
  return [who?.name, who?.id, address, action, outcome, ...Object.values(targets)].join("\n").toLowerCase();
}

/** Written by this store alone. */
function entryOf(body: string): Omit<AuditEntry, "id"> {
  return JSON.parse(body) as Omit<AuditEntry, "id">;
}

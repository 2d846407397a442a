import type { AgentRecord, AgentStore } from "./contract.ts";
import type { Engine } from "./engine.ts";
import { present } from "./schema.ts";

export function agentStore({ db }: Engine): AgentStore {
  return {
    async list() {
      const rows = await db.selectFrom("agents").selectAll().orderBy("createdAt").orderBy("id").execute();
      return rows.map((row): AgentRecord => present(row) as AgentRecord);
    },

    async put(agent) {
      const row = { ...agent, emoji: agent.emoji ?? null, model: agent.model ?? null, dmScope: agent.dmScope ?? null };
      await db
        .insertInto("agents")
        .values(row)
        .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
        .execute();
    },

    async delete(id) {
      const { numDeletedRows } = await db.deleteFrom("agents").where("id", "=", id).executeTakeFirstOrThrow();
      return numDeletedRows > 0n;
    },
  };
}

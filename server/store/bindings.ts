import type { BindingStore } from "./contract.ts";
import type { Engine } from "./engine.ts";

export function bindingStore({ db }: Engine): BindingStore {
  return {
    list() {
      const columns = ["agentId", "matchKey", "matchValue", "priority"] as const;
      return db.selectFrom("bindings").select(columns).orderBy("rowId").execute();
    },

    async put({ agentId, matchKey, matchValue, priority }) {
      await db
        .insertInto("bindings")
        .values({ agentId, matchKey, matchValue, priority })
        .onConflict((conflict) => conflict.columns(["matchKey", "matchValue"]).doUpdateSet({ agentId, priority }))
        .execute();
    },

    async delete({ matchKey, matchValue }) {
      const matching = db.deleteFrom("bindings").where("matchKey", "=", matchKey).where("matchValue", "=", matchValue);
      return (await matching.executeTakeFirstOrThrow()).numDeletedRows > 0n;
    },
  };
}

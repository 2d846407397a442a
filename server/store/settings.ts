import type { SettingsStore } from "./contract.ts";
import type { Engine } from "./engine.ts";

export function settingsStore({ db }: Engine): SettingsStore {
  return {
    async get(key) {
      const row = await db.selectFrom("settings").select("value").where("key", "=", key).executeTakeFirst();
      return row && JSON.parse(row.value);
    },

    async put(key, value) {
      if (value === undefined) {
        await db.deleteFrom("settings").where("key", "=", key).execute();
        return;
      }
      const row = { key, value: JSON.stringify(value) };
      await db
        .insertInto("settings")
        .values(row)
        .onConflict((conflict) => conflict.column("key").doUpdateSet(row))
        .execute();
    },
  };
}

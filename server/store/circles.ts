import type { CircleMessage } from "../protocol/circles.ts";
import type { CircleStore } from "./contract.ts";
import { compiled, type Engine } from "./engine.ts";

export function circleStore({ db, write }: Engine): CircleStore {
  return {
    async append(circle, message, keep) {
      const older = db
        .selectFrom("circleMessages")
        .select("rowId")
        .where("circle", "=", circle)
        .orderBy("rowId", "desc")
        .limit(Number.MAX_SAFE_INTEGER)
        .offset(keep);
      const [inserted] = await write([
        compiled(
          db
            .insertInto("circleMessages")
            .values({ circle, body: JSON.stringify(message) })
            .returning("rowId"),
        ),
        compiled(db.deleteFrom("circleMessages").where("circle", "=", circle).where("rowId", "in", older)),
      ]);
      return { id: Number(inserted?.rows[0]?.rowId), ...message };
    },

    async list(circle, { limit, before }) {
      const rows = await db
        .selectFrom("circleMessages")
        .select(["rowId", "body"])
        .where("circle", "=", circle)
        .$if(before !== undefined, (query) => query.where("rowId", "<", before ?? 0))
        .orderBy("rowId", "desc")
        .limit(limit)
        .execute();
      return rows.reverse().map(({ rowId, body }) => ({ id: rowId, ...read(body) }));
    },

    async clear(circle) {
      await db.deleteFrom("circleMessages").where("circle", "=", circle).execute();
    },
  };
}

/** Written by this store alone. */
function read(body: string): Omit<CircleMessage, "id"> {
  return JSON.parse(body) as Omit<CircleMessage, "id">;
}

/** A process that appends for ever and tells its parent what was acknowledged; the parent kills it. */
import { aSession, KEY, user } from "../contract-fixtures.ts";
import { openStore } from "../sqlite.ts";

const [, , file = ""] = process.argv;
const store = await openStore({ file });
await store.sessions.put(aSession(KEY));
await Promise.all(
  [0, 1, 2, 3].map(async (writer) => {
    for (let round = 0; ; round += 1) {
      const ids = [0, 1, 2].map((part) => `${writer}.${round}.${part}`);
      await store.messages.append(
        KEY,
        ids.map((id) => user(id, `words of ${id} `.repeat(50))),
      );
      process.stdout.write(`${ids.join("\n")}\n`);
    }
  }),
);

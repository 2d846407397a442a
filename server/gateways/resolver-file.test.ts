import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { expect, test } from "vitest";
import type { Provision } from "./resolver.ts";
import { FileResolver } from "./resolver-file.ts";

test("it tells each person theirs, again when the file changes, and keeps what it knew of one that is no JSON", async () => {
  const dir = await mkdtemp(join(tmpdir(), "mission-control-resolver-"));
  const file = join(dir, "gateways.json");
  const write = async (text: string) => {
    await writeFile(`${file}.new`, text);
    await rename(`${file}.new`, file);
  };
  await write(JSON.stringify({ users: { anna: { state: "starting", stage: "Booting" }, odd: { state: "?" } } }));
  const warned = Promise.withResolvers<void>();
  const logger = pino({ level: "warn" }, { write: () => warned.resolve() });
  const resolver = new FileResolver(file, logger);
  try {
    const [anna, ben, odd] = [hearing(), hearing(), hearing()];
    resolver.watch("anna", anna.hear);
    const endBen = resolver.watch("ben", ben.hear);
    resolver.watch("odd", odd.hear);
    expect(await anna.next()).toEqual({ state: "starting", stage: "Booting" });
    expect(await ben.next()).toEqual({ state: "none" });
    expect(await odd.next()).toMatchObject({ state: "failed" });
    endBen();
    await write("{ half");
    await warned.promise;
    const ready = { state: "ready", url: "ws://anna.example/", token: "t" };
    await write(JSON.stringify({ users: { anna: ready, ben: ready } }));
    expect(await anna.next()).toEqual(ready);
    expect(ben.all).toHaveLength(1);
  } finally {
    resolver.close();
    await rm(dir, { recursive: true });
  }
});

function hearing() {
  const all: Provision[] = [];
  let heard = 0;
  let wake = () => {};
  return {
    all,
    hear: (provision: Provision) => {
      all.push(provision);
      wake();
    },
    async next(): Promise<Provision> {
      while (all.length <= heard) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      heard += 1;
      const found = all[heard - 1];
      if (!found) throw new Error("nothing was heard");
      return found;
    },
  };
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { afterAll, describe, expect, test } from "vitest";
import { aSession, KEY, user } from "./contract-fixtures.ts";
import { storeContract } from "./contract-suite.ts";
import { openStore } from "./sqlite.ts";

const dir = mkdtempSync(join(tmpdir(), "store-"));
let files = 0;
const newFile = () => {
  files += 1;
  return join(dir, `${files}`, "mission-control.db");
};
afterAll(() => rmSync(dir, { recursive: true, force: true }));

storeContract("sqlite", () => openStore({ file: newFile() }));

describe("sqlite", () => {
  test("folder and files are for this user only", async () => {
    const file = newFile();
    const store = await openStore({ file });
    await store.settings.put("a", 1);
    const modes = [join(file, ".."), file, `${file}-wal`, `${file}-shm`].map((path) => statSync(path).mode & 0o777);
    await store.close();
    expect(modes.map((mode) => mode.toString(8))).toEqual(["700", "600", "600", "600"]);
  });

  test("what is stored is there after reopening, in one file", async () => {
    const file = newFile();
    const first = await openStore({ file });
    await first.settings.put("a", 1);
    await first.close();
    expect(() => statSync(`${file}-wal`)).toThrow("ENOENT");
    const second = await openStore({ file });
    expect(await second.settings.get("a")).toBe(1);
    await second.close();
  });

  test("a killed process loses nothing that it acknowledged", { timeout: 30_000 }, async () => {
    const file = newFile();
    const acknowledged = await appendUntilKilled(file, 600);
    const raw = new DatabaseSync(file);
    expect(raw.prepare("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
    raw.exec("INSERT INTO messageSearch (messageSearch, rank) VALUES ('integrity-check', 1)");
    raw.close();

    const store = await openStore({ file });
    const messages = await store.messages.since(KEY, 0);
    await store.close();
    const ids = new Set(messages.map((message) => message.__openclaw.id));
    expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
    expect(messages.map((message) => message.__openclaw.seq)).toEqual(messages.map((_, index) => index + 1));
    expect(messages.length % 3).toBe(0);
  });

  test("a full disk is STORAGE, changes nothing, and passes", async () => {
    const store = await openStore({ file: newFile(), maxBytes: 400_000 });
    await store.sessions.put(aSession(KEY));
    await store.messages.append(KEY, [user("first", "fits")]);
    const big = "x".repeat(100_000);
    const failing = store.messages.append(
      KEY,
      Array.from({ length: 10 }, (_, index) => user(`big${index}`, big)),
    );
    const beside = store.messages.append(KEY, [user("beside", "fits too")]);
    await expect(failing).rejects.toMatchObject({ code: "STORAGE", message: expect.stringContaining("full") });
    await beside.catch(() => undefined);
    const { messages } = await store.messages.page(KEY, { limit: 9, offset: 0 });
    expect(messages.filter((message) => message.__openclaw.id.startsWith("big"))).toEqual([]);
    expect((await store.messages.append(KEY, [user("later", "fits")]))[0]?.__openclaw.seq).toBe(messages.length + 1);
    await store.close();
  });

  test("a path that cannot hold a database is STORAGE", async () => {
    const blocked = join(dir, "blocked");
    writeFileSync(blocked, "");
    mkdirSync(join(dir, "folder.db"));
    writeFileSync(join(dir, "text.db"), "no database ".repeat(1000));
    for (const file of [join(blocked, "x.db"), join(dir, "folder.db"), join(dir, "text.db")]) {
      await expect(openStore({ file })).rejects.toMatchObject({ code: "STORAGE" });
    }
  });

  test("a database of a later version is refused with what to do", async () => {
    const file = newFile();
    await (await openStore({ file })).close();
    const raw = new DatabaseSync(file);
    raw.exec("INSERT INTO migrations VALUES (99, 'from the future', 0)");
    raw.close();
    const refused = expect(openStore({ file })).rejects;
    await refused.toMatchObject({ code: "STORAGE", retryable: false, message: expect.stringContaining("schema 99") });
  });

  test("a long search keeps neither an append nor a page waiting", { timeout: 30_000 }, async () => {
    const store = await openStore({ file: newFile() });
    await store.sessions.put(aSession(KEY));
    for (let batch = 0; batch < 20; batch += 1) {
      const messages = Array.from({ length: 1_000 }, (_, index) => user(`${batch}.${index}`, `common word ${index}`));
      await store.messages.append(KEY, messages);
    }
    await store.messages.search({ query: "nothing", limit: 1 });
    const order: string[] = [];
    const searches = Array.from({ length: 20 }, () => store.messages.search({ query: "common word", limit: 1 }));
    await Promise.all([
      Promise.all(searches).then(() => order.push("searches")),
      store.messages.append(KEY, [user("now", "quick")]).then(() => order.push("append")),
      store.messages.page(KEY, { limit: 100, offset: 0 }).then(() => order.push("page")),
    ]);
    await store.close();
    expect(order.at(-1)).toBe("searches");
  });
});

/** The ids that the process said were stored before it was killed in the middle of its work. */
async function appendUntilKilled(file: string, count: number): Promise<string[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "sqlite/appender.fixture.ts"), file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const ids: string[] = [];
  for await (const id of createInterface({ input: child.stdout })) {
    ids.push(id);
    if (ids.length === count) child.kill("SIGKILL");
  }
  await exited;
  return ids;
}

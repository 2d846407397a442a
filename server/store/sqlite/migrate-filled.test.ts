import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { NewMessage } from "../contract.ts";
import { aSession, KEY, someUsage, user } from "../contract-fixtures.ts";
import { MIGRATIONS } from "../migrations/all.ts";
import { openStore } from "../sqlite.ts";
import { migrate } from "./migrate.ts";

let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mission-control-migrations-"));
  file = join(folder, "filled.db");
  const store = await openStore({ file });
  await store.agents.put({ id: "main", name: "Main", createdAt: 1 });
  await store.sessions.put(aSession(KEY, { label: "Kept" }));
  const messages: NewMessage[] = Array.from({ length: 500 }, (_none, index) => user(`m-${index}`, `plums ${index}`));
  await store.messages.append(KEY, messages);
  await store.usage.add(someUsage());
  await store.bindings.put({ agentId: "main", matchKey: "channel", matchValue: "slack", priority: 0 });
  await store.settings.put("kept", { deep: [1, 2] });
  await store.close();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test("a filled database goes down step by step and up again, and loses only what the steps had brought", async () => {
  const before = tables();
  for (let version = MIGRATIONS.length - 1; version >= 1; version -= 1) {
    to(version);
    const left = tables();
    for (const [name, rows] of left)
      if (name !== "migrations") expect([version, name, rows]).toEqual([version, name, before.get(name)]);
    expect(left.get("messages")).toBe(500);
    to(version + 1);
    to(version);
  }
  to(MIGRATIONS.length);
  expect([...tables().keys()]).toEqual([...before.keys()]);

  const store = await openStore({ file });
  expect(await store.sessions.get(KEY)).toMatchObject({ label: "Kept" });
  expect(await store.messages.page(KEY, { limit: 1, offset: 0 })).toMatchObject({ total: 500, lastSeq: 500 });
  const found = await store.messages.search({ query: "plums 499", limit: 5 });
  expect(found.results[0]).toMatchObject({ messageId: "m-499" });
  expect(await store.settings.get("kept")).toEqual({ deep: [1, 2] });
  expect(await store.agents.list()).toMatchObject([{ id: "main" }]);
  await store.close();
});

function to(version: number): void {
  const db = new DatabaseSync(file);
  migrate(db, MIGRATIONS, version);
  expect(db.prepare("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
  db.close();
}

/** How many rows each table has; those of the search index are its own affair. */
function tables(): Map<string, number> {
  const db = new DatabaseSync(file, { readOnly: true });
  const names = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .all()
    .map(({ name }) => String(name))
    .filter((name) => !name.startsWith("messageSearch"));
  const counted = names.map((name) => {
    const row = db.prepare(`SELECT count(*) AS rows FROM "${name}"`).get();
    return [name, Number(row?.rows)] as const;
  });
  db.close();
  return new Map(counted);
}

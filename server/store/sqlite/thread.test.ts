import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { SqliteThread } from "./thread.ts";

const INSERT = "INSERT INTO settings (key, value) VALUES (?, '0')";
const COUNT = { sql: "SELECT count(*) AS count FROM settings", runs: [[]] };
/** Counts to a thousand million: long enough for whatever a test does meanwhile. */
const ENDLESS = {
  sql: "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1e9) SELECT count(*) FROM n",
  runs: [[]],
};

let dir: string;
let thread: SqliteThread;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "thread-"));
  thread = await SqliteThread.open({ file: join(dir, "test.db"), mode: "write", pendingLimit: 50 });
});
afterEach(async () => {
  await thread.close();
  rmSync(dir, { recursive: true, force: true });
});

test("a crash of the thread fails what was waiting and all that follows, with one clear error", async () => {
  const waiting = thread.run([ENDLESS]);
  const failed = expect(waiting).rejects.toMatchObject({ code: "STORAGE", retryable: false });
  await thread.terminate();
  await failed;
  await expect(thread.run([COUNT])).rejects.toThrow(/The database stopped: .* restart Mission Control/);
});

test("more calls than the limit are refused, and taken again later", async () => {
  const calls = Array.from({ length: 60 }, (_, index) => thread.run([{ sql: INSERT, runs: [[`key ${index}`]] }]));
  const outcomes = await Promise.allSettled(calls);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(50);
  expect(outcomes.at(-1)).toMatchObject({ reason: { code: "RATE_LIMITED", retryAfterMs: 1_000 } });
  expect((await thread.run([COUNT]))[0]?.rows).toEqual([{ count: 50 }]);
});

test("a job that fails takes back its own statements and no others", async () => {
  const outcomes = await Promise.allSettled([
    thread.run([{ sql: INSERT, runs: [["a"]] }]),
    thread.run([{ sql: INSERT, runs: [["b"], ["a"]] }]),
    thread.run([{ sql: "NOT SQL", runs: [[]] }]),
    thread.run([{ sql: INSERT, runs: [["c"]] }]),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected", "fulfilled"]);
  expect(outcomes[1]).toMatchObject({ reason: { code: "CONFLICT" } });
  expect(outcomes[2]).toMatchObject({ reason: { code: "INTERNAL" } });
  const [result] = await thread.run([{ sql: "SELECT key FROM settings ORDER BY key", runs: [[]] }]);
  expect(result?.rows).toEqual([{ key: "a" }, { key: "c" }]);
});

test("calls of one moment share a commit", async () => {
  await thread.run([{ sql: INSERT, runs: [["first"]] }]);
  const before = commitsIn(join(dir, "test.db-wal"));
  await Promise.all(Array.from({ length: 40 }, (_, index) => thread.run([{ sql: INSERT, runs: [[`key ${index}`]] }])));
  const commits = commitsIn(join(dir, "test.db-wal")) - before;
  expect(commits).toBeGreaterThan(0);
  expect(commits).toBeLessThan(5);
});

/** Counts the frames of a write-ahead log that end a commit: those that carry the database's size in pages. */
function commitsIn(walFile: string): number {
  const wal = readFileSync(walFile);
  const frameBytes = 24 + wal.readUInt32BE(8);
  let commits = 0;
  for (let frame = 32; frame < wal.length; frame += frameBytes) {
    if (wal.readUInt32BE(frame + 4) > 0) commits += 1;
  }
  return commits;
}

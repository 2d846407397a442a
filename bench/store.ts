/**
 * The store beside raw node:sqlite in the same process: same file, tables, indexes and durability, but statements
 * written by hand, on the calling thread. Prints ours, baseline, ratio and goal for each row, the best of five rounds in turns.
 */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type Message, textOf } from "../server/protocol/messages.ts";
import type { NewMessage, Store } from "../server/store/contract.ts";
import { MIGRATIONS } from "../server/store/migrations/all.ts";
import { migrate } from "../server/store/sqlite/migrate.ts";
import { openStore } from "../server/store/sqlite.ts";

interface Row {
  what: string;
  unit: string;
  /** Whether more is better; decides the best of five rounds in turns. */
  rate: boolean;
  ours: () => Promise<number>;
  baseline: () => number;
  /** Ours divided by the baseline's. */
  goal: (ratio: number) => boolean;
  goalText: string;
}

const KEY = "agent:main:main";
const MESSAGES = 10_000;
const BATCH = 100;
const TAILS = 1_000;
const ROUNDS = 5;

const dir = mkdtempSync(join(tmpdir(), "bench-store-"));
const store = await openStore({ file: join(dir, "ours.db") });
await store.sessions.put({ key: KEY, sessionId: "s", agentId: "main", kind: "direct", createdAt: 1, updatedAt: 1 });
const raw = rawStore(join(dir, "raw.db"));

const rows: Row[] = [
  {
    what: `append in batches of ${BATCH}, one after the other`,
    unit: "rows/s",
    rate: true,
    ours: () => rateOf(() => appendBatches(store, 1)),
    baseline: () => rateOfSync(() => raw.appendBatches(BATCH)),
    goal: (ratio) => ratio >= 0.85,
    goalText: "≥0.85",
  },
  {
    what: `append in batches of ${BATCH}, 4 outstanding`,
    unit: "rows/s",
    rate: true,
    ours: () => rateOf(() => appendBatches(store, 4)),
    baseline: () => rateOfSync(() => raw.appendBatches(BATCH)),
    goal: (ratio) => ratio >= 0.85,
    goalText: "≥0.85",
  },
  {
    what: "append one by one, 256 outstanding, against batches of 256",
    unit: "rows/s",
    rate: true,
    ours: () => rateOf(() => appendSingly(store, 256)),
    baseline: () => rateOfSync(() => raw.appendBatches(256)),
    goal: (ratio) => ratio >= 0.85,
    goalText: "≥0.85",
  },
  {
    what: "tail of 100, median",
    unit: "µs",
    rate: false,
    ours: async () => {
      const times: number[] = [];
      for (let count = 0; count < TAILS; count += 1) {
        const started = performance.now();
        await store.messages.page(KEY, { limit: 100, offset: 0 });
        times.push(performance.now() - started);
      }
      return medianMicros(times);
    },
    baseline: () => {
      const times: number[] = [];
      for (let count = 0; count < TAILS; count += 1) {
        const started = performance.now();
        raw.tail(100);
        times.push(performance.now() - started);
      }
      return medianMicros(times);
    },
    goal: (ratio) => ratio <= 2,
    goalText: "≤2",
  },
];

let ids = 0;
for (const row of rows) await report(row);
await store.close();
raw.close();
rmSync(dir, { recursive: true, force: true });

async function report({ what, unit, rate, ours, baseline, goal, goalText }: Row): Promise<void> {
  const best = rate ? Math.max : Math.min;
  const rounds: { ours: number; baseline: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push({ ours: await ours(), baseline: baseline() });
  const ourBest = best(...rounds.map((round) => round.ours));
  const baselineBest = best(...rounds.map((round) => round.baseline));
  const ratio = ourBest / baselineBest;
  const figures = `${ourBest.toFixed(0)} / ${baselineBest.toFixed(0)} ${unit}`;
  const verdict = goal(ratio) ? "met" : "MISSED";
  process.stdout.write(`${what.padEnd(60)} ${figures.padEnd(24)} ${ratio.toFixed(2)}  goal ${goalText} ${verdict}\n`);
}

async function appendBatches(target: Store, outstanding: number): Promise<void> {
  const batches = Array.from({ length: MESSAGES / BATCH }, () => BATCH);
  await Promise.all(
    Array.from({ length: outstanding }, async () => {
      while (batches.pop()) await target.messages.append(KEY, messages(BATCH));
    }),
  );
}

async function appendSingly(target: Store, outstanding: number): Promise<void> {
  let left = MESSAGES;
  await Promise.all(
    Array.from({ length: outstanding }, async () => {
      while (left > 0) {
        left -= 1;
        await target.messages.append(KEY, messages(1));
      }
    }),
  );
}

async function rateOf(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return MESSAGES / ((performance.now() - started) / 1_000);
}

function rateOfSync(work: () => void): number {
  const started = performance.now();
  work();
  return MESSAGES / ((performance.now() - started) / 1_000);
}

function medianMicros(times: number[]): number {
  return (times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0) * 1_000;
}

function messages(count: number): NewMessage[] {
  return Array.from({ length: count }, () => {
    ids += 1;
    const text = `Message ${ids}: the quick brown fox jumps over the lazy dog and thinks about ${ids % 977} things`;
    return { role: "user", content: text, timestamp: ids, __openclaw: { id: `m${ids}` } };
  });
}

function rawStore(file: string) {
  const db = new DatabaseSync(file);
  db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
  migrate(db, MIGRATIONS);
  db.prepare(
    "INSERT INTO sessions (key, sessionId, agentId, kind, createdAt, updatedAt) VALUES (?, 's', 'main', 'direct', 1, 1)",
  ).run(KEY);
  const insert = db.prepare(
    "INSERT INTO messages (sessionKey, seq, id, role, timestamp, text, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
  );
  const select = db.prepare("SELECT body FROM messages WHERE sessionKey = ? ORDER BY seq DESC LIMIT ?");
  let seq = 0;
  return {
    appendBatches(size: number) {
      for (let done = 0; done < MESSAGES; done += size) {
        db.exec("BEGIN");
        for (const message of messages(Math.min(size, MESSAGES - done))) {
          seq += 1;
          const { id } = message.__openclaw;
          insert.run(KEY, seq, id, message.role, message.timestamp, textOf(message), JSON.stringify(message));
        }
        db.exec("COMMIT");
      }
    },
    tail: (limit: number) =>
      select
        .all(KEY, limit)
        .map((row): Message => JSON.parse(String(row.body)))
        .reverse(),
    close: () => db.close(),
  };
}

/**
 * A thousand connections, one in twenty of which stops reading, at 200 events a second: prints memory and latency for
 * each minute, then whether memory stayed flat and healthy readers were told in time.
 * `SOAK_MINUTES=30 node bench/soak.ts`; 5 minutes unless told.
 */
import { setTimeout as rest } from "node:timers/promises";
import { RawClient } from "./hub-clients.ts";
import { Subject } from "./hub-subject.ts";

const MINUTES = Number(process.env.SOAK_MINUTES ?? 5);
const HEALTHY = 950;
const STALLED = 50;
const PER_SECOND = 200;
const STEP_MS = 20;
/** Of its own kind, so that none is merged into another. */
const EVENT = { runId: "run-1", sessionKey: "agent:main:main", seq: 1, state: "final", text: "some words more " };
const LONGEST_MS = 10_000;
const GOAL_P99_MS = 100;
/** How much more memory the last minute may take than the second one: what is kept for events is bounded, and full by then. */
const GOAL_GROWTH = 1.1;

await using subject = await Subject.start("ours");
const healthy = await subject.clients(HEALTHY);
const emittedAt: number[] = [];
let latencies = new Uint32Array(LONGEST_MS);
const heardBy = new Map<RawClient, number>();
const stalled: RawClient[] = [];
let cut = 0;
for (const client of healthy) hear(client);
for (let number = 0; number < STALLED; number += 1) await stall();

const memory: number[] = [];
let worst = 0;
const begun = performance.now();
let lost = 0;
for (let minute = 1; minute <= MINUTES; minute += 1) {
  latencies = new Uint32Array(LONGEST_MS);
  while (performance.now() - begun < minute * 60_000) {
    const due = Math.floor(((performance.now() - begun) / 1_000) * PER_SECOND);
    while (emittedAt.length < due) {
      emittedAt.push(performance.now());
      subject.order({ emit: EVENT });
    }
    await rest(STEP_MS);
  }
  const { rssBytes, heapBytes, cutOff } = await subject.cost();
  for (; cut < cutOff; cut += 1) await replaceStalled();
  memory.push(heapBytes);
  const p99 = share(0.99);
  worst = Math.max(worst, p99);
  process.stdout.write(
    `minute ${minute}: ${megabytes(heapBytes)} held, ${megabytes(rssBytes)} resident; p50 ${share(0.5)} ms, p99 ${p99} ms, longest ${share(1)} ms; ${cut} stalled readers cut off\n`,
  );
}
await rest(2_000);
for (const heard of heardBy.values()) lost += emittedAt.length - heard;
const growth = (memory.at(-1) ?? 0) / (memory[1] ?? memory[0] ?? 1);
process.stdout.write(
  `${HEALTHY} healthy readers: ${lost} of ${HEALTHY * emittedAt.length} events missing (goal 0) ${lost === 0 ? "ok" : "MISSED"}\n`,
);
process.stdout.write(
  `p99 of the worst minute: ${worst} ms (goal ≤${GOAL_P99_MS}) ${worst <= GOAL_P99_MS ? "ok" : "MISSED"}\n`,
);
process.stdout.write(
  `memory held, last minute by second: ${growth.toFixed(2)} (goal ≤${GOAL_GROWTH}) ${growth <= GOAL_GROWTH ? "ok" : "MISSED"}\n`,
);
const isCut = MINUTES < 3 || cut >= STALLED;
process.stdout.write(
  `${cut} stalled readers cut off (goal ≥${STALLED} from the third minute on) ${isCut ? "ok" : "MISSED"}\n`,
);
for (const { socket } of [...healthy, ...stalled]) socket.destroy();
process.exitCode = lost === 0 && worst <= GOAL_P99_MS && growth <= GOAL_GROWTH && isCut ? 0 : 1;

/** Events come in order, so that a reader's n-th is the n-th that was emitted. */
function hear(client: RawClient): void {
  heardBy.set(client, 0);
  client.onFrame = () => {
    const number = heardBy.get(client) ?? 0;
    heardBy.set(client, number + 1);
    const tookMs = Math.min(LONGEST_MS - 1, Math.round(performance.now() - (emittedAt[number] ?? 0)));
    latencies[tookMs] = (latencies[tookMs] ?? 0) + 1;
  };
}

/** One that reads nothing any more, so that it does not even learn that it was cut off: only the server can say. */
async function stall(): Promise<void> {
  const client = await RawClient.listening("ours", subject.port);
  client.socket.pause();
  client.socket.once("error", () => {});
  stalled.push(client);
}

/** The one that has stalled the longest was cut off: another takes its place. */
async function replaceStalled(): Promise<void> {
  stalled.shift()?.socket.destroy();
  await stall();
}

/** The time within which this share of the minute's events was heard, in milliseconds. */
function share(part: number): number {
  const all = latencies.reduce((sum, count) => sum + count, 0);
  let seen = 0;
  for (const [ms, count] of latencies.entries()) {
    seen += count;
    if (count > 0 && seen >= all * part) return ms;
  }
  return 0;
}

function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MB`;
}

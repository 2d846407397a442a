/**
 * What the hub costs beside small servers that do the same: fan-out, requests, replay, idle and stalled connections.
 * Prints ours, baseline, ratio and goal for each row, the best of two rounds; times of shared machines drift, ratios
 * and CPU per delivery do not.
 */
import { Caller, RawClient } from "./hub-clients.ts";
import type { Kind } from "./hub-server.ts";
import { Subject } from "./hub-subject.ts";

const ROUNDS = 2;
const SOCKETS = 1_000;
const DELTA = { runId: "run-1", sessionKey: "agent:main:main", seq: 1, state: "delta", deltaText: "a few more words " };

type Measure = (subject: Subject) => Promise<number>;

interface Row {
  what: string;
  unit: string;
  measure: Measure;
  /** The baselines with what ours divided by theirs must come to. */
  goals: { baseline: Kind; atLeast?: number; atMost?: number }[];
}

const ROWS: Row[] = [
  {
    what: `fan-out to ${SOCKETS}, 8 outstanding`,
    unit: "deliveries/s",
    measure: (subject) => fanOut(subject, 8, 400).then(({ perSecond }) => perSecond),
    goals: [
      { baseline: "ws-batch", atLeast: 0.9 },
      { baseline: "ws-once", atLeast: 4 },
      { baseline: "socket.io", atLeast: 4 },
    ],
  },
  {
    what: "server CPU of the fan-out",
    unit: "µs/delivery",
    measure: (subject) => fanOut(subject, 8, 400).then(({ cpuMicros }) => cpuMicros),
    goals: [
      { baseline: "ws-batch", atMost: 1.1 },
      { baseline: "ws-once", atMost: 0.25 },
    ],
  },
  {
    what: `isolated events to ${SOCKETS}`,
    unit: "deliveries/s",
    measure: (subject) => fanOut(subject, 1, 100).then(({ perSecond }) => perSecond),
    goals: [
      { baseline: "ws-once", atLeast: 1.1 },
      { baseline: "socket.io", atLeast: 1.4 },
    ],
  },
  {
    what: "server CPU of isolated events",
    unit: "µs/delivery",
    measure: (subject) => fanOut(subject, 1, 100).then(({ cpuMicros }) => cpuMicros),
    goals: [
      { baseline: "ws-once", atMost: 0.91 },
      { baseline: "socket.io", atMost: 0.71 },
    ],
  },
  {
    what: "request and reply, one after another, p50",
    unit: "µs",
    measure: sequentialCalls,
    goals: [{ baseline: "ws-once", atMost: 1.15 }],
  },
  {
    what: "requests of 50 connections",
    unit: "calls/s",
    measure: parallelCalls,
    goals: [{ baseline: "ws-once", atLeast: 0.77 }],
  },
  {
    what: "reconnect and replay 10,000 events",
    unit: "ms",
    measure: replay,
    goals: [
      { baseline: "ws-batch", atMost: 1.5 },
      { baseline: "ws-once", atMost: 0.5 },
    ],
  },
  {
    what: "heap of an idle connection, of 5,000",
    unit: "bytes",
    measure: idleConnection,
    goals: [{ baseline: "ws-once", atMost: 2.5 }],
  },
  {
    what: "one stalled reader of 50, 20 MB sent: the server grows by",
    unit: "MB",
    measure: stalledReader,
    goals: [{ baseline: "ws-once", atMost: 0.4 }],
  },
];

const only = process.argv[2];
for (const row of ROWS) {
  if (only && !row.what.includes(only)) continue;
  const ours = await best(row, "ours");
  for (const { baseline, atLeast, atMost } of row.goals) {
    const theirs = await best(row, baseline);
    const ratio = ours / theirs;
    const goal = atLeast === undefined ? `≤${atMost}` : `≥${atLeast}`;
    const met = atLeast === undefined ? ratio <= (atMost ?? 0) : ratio >= atLeast;
    process.stdout.write(
      `${row.what}: ${shown(ours)} / ${baseline} ${shown(theirs)} ${row.unit} = ${ratio.toFixed(2)} (goal ${goal}) ${met ? "ok" : "MISSED"}\n`,
    );
  }
}

async function best(row: Row, kind: Kind): Promise<number> {
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await using subject = await Subject.start(kind);
    rounds.push(await row.measure(subject));
  }
  return row.unit.endsWith("/s") ? Math.max(...rounds) : Math.min(...rounds);
}

/** Emits events so that so many are under way, until each client has got each of them. */
async function fanOut(subject: Subject, outstanding: number, events: number) {
  const clients = await subject.clients(SOCKETS);
  const run = async (count: number) => {
    const left = new Map<number, number>();
    let emitted = 0;
    const emit = () => {
      left.set(emitted, SOCKETS);
      emitted += 1;
      subject.order({ emit: DELTA });
    };
    await new Promise<void>((resolve) => {
      for (const client of clients) {
        let next = 0;
        client.onFrame = () => {
          const event = next;
          next += 1;
          const waiting = (left.get(event) ?? 0) - 1;
          left.set(event, waiting);
          if (waiting > 0) return;
          if (emitted < count) emit();
          else if (event === count - 1) resolve();
        };
      }
      for (let n = 0; n < outstanding; n += 1) emit();
    });
  };
  await run(events / 4);
  const before = await subject.cost();
  const started = performance.now();
  await run(events);
  const seconds = (performance.now() - started) / 1_000;
  const after = await subject.cost();
  for (const client of clients) client.socket.destroy();
  const deliveries = events * SOCKETS;
  return { perSecond: deliveries / seconds, cpuMicros: (after.cpuMicros - before.cpuMicros) / deliveries };
}

async function sequentialCalls(subject: Subject): Promise<number> {
  const caller = await Caller.open(subject.kind, subject.port);
  for (let n = 0; n < 500; n += 1) await caller.call();
  const times: number[] = [];
  for (let n = 0; n < 3_000; n += 1) {
    const started = performance.now();
    await caller.call();
    times.push((performance.now() - started) * 1_000);
  }
  caller.ws.terminate();
  return times.sort((a, b) => a - b)[times.length / 2] ?? Number.NaN;
}

async function parallelCalls(subject: Subject): Promise<number> {
  const callers = await Promise.all(Array.from({ length: 50 }, () => Caller.open(subject.kind, subject.port)));
  const run = (each: number) =>
    Promise.all(
      callers.map(async (caller) => {
        for (let n = 0; n < each; n += 1) await caller.call();
      }),
    );
  // Until the code of both has been compiled for good.
  await run(400);
  const started = performance.now();
  await run(600);
  const seconds = (performance.now() - started) / 1_000;
  for (const { ws } of callers) ws.terminate();
  return (50 * 600) / seconds;
}

async function replay(subject: Subject): Promise<number> {
  subject.order({ remember: DELTA, times: 10_000 });
  await subject.cost();
  const times: number[] = [];
  for (let round = 0; round < 40; round += 1) {
    const started = performance.now();
    const client = await RawClient.open(subject.kind, subject.port);
    const before = subject.kind === "ours" ? 2 : 0;
    client.send('{"type":"resume","gateway":"embedded","epoch":"bench","seq":0}');
    await client.reach(10_000 + before);
    times.push(performance.now() - started);
    client.socket.destroy();
  }
  return Math.min(...times);
}

async function idleConnection(subject: Subject): Promise<number> {
  const warm = await subject.clients(200);
  const before = await subject.cost();
  const clients = await subject.clients(5_000);
  const after = await subject.cost();
  for (const { socket } of [...warm, ...clients]) socket.destroy();
  return (after.heapBytes - before.heapBytes) / 5_000;
}

async function stalledReader(subject: Subject): Promise<number> {
  const clients = await subject.clients(50);
  const [stalled, ...reading] = clients;
  const payload = { ...DELTA, deltaText: "x".repeat(4_000) };
  const emit = async (count: number) => {
    const received = reading.map((client) => client.count(count));
    for (let n = 0; n < count; n += 1) subject.order({ emit: payload });
    await Promise.all(received);
  };
  const send = async () => {
    for (let n = 0; n < 50; n += 1) await emit(100);
  };
  await send();
  const before = await subject.cost();
  stalled?.socket.pause();
  await send();
  const after = await subject.cost();
  for (const { socket } of clients) socket.destroy();
  return (after.rssBytes - before.rssBytes) / 1e6;
}

function shown(value: number): string {
  return value >= 1_000 ? Math.round(value).toLocaleString("en") : value.toFixed(2);
}

/** The built server's start and what it holds when nobody uses it, best of three; each printed beside its goal. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT } from "../scripts/setup.mjs";
import { MissionControl } from "../tests/support/mission-control.ts";

const STARTS = 3;
const READY_MS = 1_500;
const RESIDENT_MB = 160;
/** What a start leaves behind is given back within seconds. */
const SETTLE_MS = 5_000;

const options = { main: join(ROOT, "scripts", "start.mjs") };
// What is compiled for the first time takes longer, and more.
await (await MissionControl.start(options))[Symbol.asyncDispose]();
const starts: { readyMs: number; residentMb: number }[] = [];
for (let start = 0; start < STARTS; start += 1) starts.push(await measured());
print("ready, from the command to /readyz", Math.min(...starts.map(({ readyMs }) => readyMs)), "ms", READY_MS);
print("resident, idle", Math.min(...starts.map(({ residentMb }) => residentMb)), "MB", RESIDENT_MB);

async function measured(): Promise<{ readyMs: number; residentMb: number }> {
  const from = performance.now();
  await using server = await MissionControl.start(options);
  while (!(await fetch(`${server.url}/readyz`)).ok) await sleep(5);
  const readyMs = performance.now() - from;
  await sleep(SETTLE_MS);
  return { readyMs, residentMb: await residentMb(server.pid) };
}

/** Linux alone says it in a file. */
async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1_024;
}

function print(what: string, value: number, unit: string, atMost: number): void {
  const verdict = value > atMost ? "MISSED" : "ok";
  process.stdout.write(`  ${what}: ${value.toFixed(0)} ${unit} (goal ≤${atMost}) ${verdict}\n`);
}

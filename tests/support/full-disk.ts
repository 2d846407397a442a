import { execFileSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { MissionControl } from "./mission-control.ts";

/**
 * No file of the process may grow beyond its largest one by more than this: what a full disk does to it, and only root
 * can fill a disk for it alone.
 */
export function fillDisk(server: MissionControl, leftBytes: number): void {
  const files = readdirSync(server.home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const largest = Math.max(...files.map(({ parentPath, name }) => statSync(join(parentPath, name)).size));
  limitFiles(server, String(largest + leftBytes));
}

/** There is room again. */
export function freeDisk(server: MissionControl): void {
  limitFiles(server, "unlimited");
}

function limitFiles({ pid }: MissionControl, bytes: string): void {
  execFileSync("prlimit", [`--pid=${pid}`, `--fsize=${bytes}:unlimited`]);
}

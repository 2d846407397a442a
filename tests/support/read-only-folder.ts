import { execFileSync } from "node:child_process";
import type { MissionControl } from "./mission-control.ts";

/** A state folder that nothing can be written to, until `thaw()` or the end of its block. */
export interface FrozenFolder extends Disposable {
  thaw(): void;
}

/**
 * Nothing in the state folder can be written any more, also by who has its files open. Modes are nothing to root, who
 * has the files made immutable instead; nobody else may do that: then no file takes a byte, which fails in the same
 * places. Left out is what SQLite's connections share as memory: to write there once the file is immutable ends the
 * process with SIGBUS, if the kernel has put the page away meanwhile.
 */
export function freezeFolder(server: MissionControl): FrozenFolder {
  const freeze = isRoot ? () => changeFiles(server, "+i") : () => limitFiles(server, "0");
  const melt = isRoot ? () => changeFiles(server, "-i") : () => limitFiles(server, "unlimited");
  let isFrozen = true;
  freeze();
  const thaw = () => {
    if (isFrozen) melt();
    isFrozen = false;
  };
  return { thaw, [Symbol.dispose]: thaw };
}

const isRoot = process.getuid?.() === 0;

function changeFiles({ home }: MissionControl, attribute: "+i" | "-i"): void {
  execFileSync("find", [home, "!", "-name", "*-shm", "-exec", "chattr", attribute, "{}", "+"]);
}

function limitFiles({ pid }: MissionControl, bytes: string): void {
  execFileSync("prlimit", [`--pid=${pid}`, `--fsize=${bytes}:unlimited`]);
}

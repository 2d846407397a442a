import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** How often to look whether nobody would notice. Milliseconds. */
const LOOK_MS = 1_000;

type Collect = (options: { type: "major"; execution: "sync"; flavor: "last-resort" }) => void;

/**
 * Gives back what this thread no longer uses, its spare room for new objects included: tens of megabytes after a start,
 * which V8 itself would keep for as long as little happens. The room grows again with the work. Takes tens of
 * milliseconds, in which the thread does nothing else.
 */
export function releaseSpareMemory(): void {
  // Node has no other way to ask for it.
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  setFlagsFromString("--no-expose-gc");
  if (isCollect(collect)) collect({ type: "major", execution: "sync", flavor: "last-resort" });
}

/** Releases once, as soon as nobody would notice it. @returns gives up; idempotent */
export function releaseOnceIdle(isIdle: () => boolean, release: () => void = releaseSpareMemory): () => void {
  const timer = setInterval(() => {
    if (!isIdle()) return;
    clearInterval(timer);
    release();
  }, LOOK_MS);
  timer.unref();
  return () => clearInterval(timer);
}

function isCollect(value: unknown): value is Collect {
  return typeof value === "function";
}

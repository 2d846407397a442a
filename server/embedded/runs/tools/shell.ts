import { type ChildProcess, spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";

export interface ShellRun {
  command: string;
  /** Absolute. */
  cwd: string;
  timeoutMs: number;
  signal: AbortSignal;
}

export interface ShellOutcome {
  /** Null when a signal ended it. */
  exitCode: number | null;
  signal: string | null;
  timedOut: boolean;
  durationMs: number;
  /** What it wrote, both streams as they came; the middle of much is left out. */
  output: string;
}

/** Characters that are kept of the beginning, and as many of the end. */
export const KEPT = 8_000;
/** How often what it writes is told. */
const TELL_MS = 200;
/** Between asking it to end and ending it. */
const GRACE_MS = 2_000;

/**
 * Runs a line in `/bin/sh`, telling what it has written so far now and then, and at last what came of it. It leads a
 * process group of its own: on abort, when its time is up, and after its end, nothing of the group goes on.
 */
export async function* runShell({ command, cwd, timeoutMs, signal }: ShellRun): AsyncGenerator<string, ShellOutcome> {
  signal.throwIfAborted();
  const startedAt = performance.now();
  const child = spawn("/bin/sh", ["-c", command], {
    cwd,
    env: { ...environment(cwd) } as NodeJS.ProcessEnv,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const kept = new KeptOutput();
  for (const stream of [child.stdout, child.stderr]) kept.follow(stream);
  const ended = endOf(child);
  const stop = () => void end(child);
  let timedOut = false;
  const timeout = setTimeout(() => {
    timedOut = true;
    stop();
  }, timeoutMs);
  signal.addEventListener("abort", stop, { once: true });
  try {
    let told = "";
    for (;;) {
      const outcome = await Promise.race([ended, pause(TELL_MS)]);
      const now = kept.text();
      if (outcome) {
        signal.throwIfAborted();
        return { ...outcome, timedOut, durationMs: Math.round(performance.now() - startedAt), output: now };
      }
      if (now !== told) yield now;
      told = now;
    }
  } finally {
    clearTimeout(timeout);
    signal.removeEventListener("abort", stop);
    kill(child, "SIGKILL");
  }
}

/** What this process was started with may hold keys: a command gets none of it but where programs are. */
function environment(cwd: string): NodeJS.Dict<string> {
  const { PATH = "/usr/local/bin:/usr/bin:/bin", LANG = "C.UTF-8", TZ, TMPDIR } = process.env;
  return {
    PATH,
    LANG,
    HOME: cwd,
    PWD: cwd,
    SHELL: "/bin/sh",
    TERM: "dumb",
    ...(TZ && { TZ }),
    ...(TMPDIR && { TMPDIR }),
  };
}

function endOf(child: ChildProcess): Promise<Pick<ShellOutcome, "exitCode" | "signal">> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    // What it left behind holds its pipes open: without this the end would wait for that.
    child.once("exit", () => kill(child, "SIGKILL"));
    child.once("close", (exitCode, signal) => resolve({ exitCode, signal }));
  });
}

function end(child: ChildProcess): void {
  kill(child, "SIGTERM");
  setTimeout(() => kill(child, "SIGKILL"), GRACE_MS).unref();
}

/** Its whole group; one that has ended is no fault. */
function kill({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // Nobody of the group is left.
  }
}

function pause(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, ms, undefined));
}

/** The beginning and the end of what was written, and how much is missing between them. */
export class KeptOutput {
  #head = "";
  #tail = "";
  #missing = 0;

  follow(stream: Readable): void {
    const decoder = new StringDecoder("utf8");
    stream.on("data", (bytes: Buffer) => this.add(decoder.write(bytes)));
    // A pipe that breaks says nothing that the end of the process does not say.
    stream.on("error", () => {});
  }

  add(text: string): void {
    const room = KEPT - this.#head.length;
    this.#head += text.slice(0, Math.max(0, room));
    const tail = this.#tail + text.slice(Math.max(0, room));
    this.#missing += Math.max(0, tail.length - KEPT);
    this.#tail = tail.slice(-KEPT);
  }

  text(): string {
    const between = this.#missing > 0 ? `\n[… ${this.#missing} characters left out …]\n` : "";
    return this.#head + between + this.#tail;
  }
}

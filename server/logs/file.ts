import { chmodSync, mkdirSync, statSync } from "node:fs";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { setImmediate } from "node:timers/promises";

export interface RotatingFileOptions {
  file: string;
  /** At this size the file becomes `<file>.1`, that one `<file>.2` and so on. */
  maxBytes: number;
  /** How many of the older files stay. */
  keep: number;
  /** Called when writing fails, once until it works again. */
  onFailure?: (error: Error) => void;
}

/** Characters that may wait for a slow disk; lines beyond are dropped and counted. */
const PENDING_LIMIT = 32 * 1024 * 1024;
const CHUNK_CHARS = 64 * 1024;

/**
 * Appends lines to a file that turns over by size. It writes what has gathered in one go, off this thread, one write
 * at a time. (Off the shelf, pino-roll works in a thread of its own, behind whatever redacts and keeps the lines
 * here, and gives the newest file a changing name; rotating-file-stream has no bound for what waits.)
 */
export class RotatingFile {
  readonly #options: RotatingFileOptions;
  #pending: string[] = [];
  #pendingChars = 0;
  #dropped = 0;
  #failing = false;
  #handle: FileHandle | undefined;
  #size = 0;
  #writing: Promise<void> | undefined;
  #closed = false;

  constructor(options: RotatingFileOptions) {
    this.#options = options;
    mkdirSync(dirname(options.file), { recursive: true, mode: 0o700 });
  }

  /** Takes a line without its line break; after `close` it is ignored. */
  write(line: string): void {
    if (this.#closed) return;
    if (this.#pendingChars + line.length > PENDING_LIMIT) {
      this.#dropped += 1;
      return;
    }
    this.#pending.push(line);
    this.#pendingChars += line.length;
    this.#writing ??= this.#writeAll();
  }

  /** Writes what is pending. Idempotent. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#writing;
    await this.#handle?.close();
    this.#handle = undefined;
  }

  async #writeAll(): Promise<void> {
    await setImmediate();
    while (this.#pending.length > 0) {
      const lines = this.#take();
      try {
        await this.#append(lines);
        this.#failing = false;
      } catch (error) {
        this.#dropped += lines.length;
        this.#fail(error instanceof Error ? error : new Error(String(error)));
      }
    }
    this.#writing = undefined;
  }

  #take(): string[] {
    const chunkChars = Math.min(CHUNK_CHARS, this.#options.maxBytes);
    let chars = 0;
    let count = 0;
    for (const line of this.#pending) {
      if (count > 0 && chars + line.length >= chunkChars) break;
      chars += line.length + 1;
      count += 1;
    }
    this.#pendingChars -= chars - count;
    return this.#pending.splice(0, count);
  }

  async #append(lines: readonly string[]): Promise<void> {
    const gap = this.#dropped > 0 ? [gapLine(this.#dropped)] : [];
    const chunk = Buffer.from(`${[...gap, ...lines].join("\n")}\n`);
    this.#handle ??= await this.#open();
    if (this.#size > 0 && this.#size + chunk.length > this.#options.maxBytes) {
      await this.#turnOver(this.#handle);
      this.#handle = await this.#open();
    }
    await this.#handle.appendFile(chunk);
    this.#size += chunk.length;
    this.#dropped = 0;
  }

  async #open(): Promise<FileHandle> {
    const { file } = this.#options;
    const handle = await open(file, "a", 0o600);
    chmodSync(file, 0o600);
    this.#size = statSync(file).size;
    return handle;
  }

  async #turnOver(handle: FileHandle): Promise<void> {
    this.#handle = undefined;
    await handle.close();
    const { file, keep } = this.#options;
    await rm(rotatedName(file, keep), { force: true });
    for (let age = keep - 1; age >= 0; age -= 1) {
      await rename(rotatedName(file, age), rotatedName(file, age + 1)).catch(ignoreMissing);
    }
  }

  #fail(error: Error): void {
    if (!this.#failing) this.#options.onFailure?.(error);
    this.#failing = true;
  }
}

/** The name of a file after it was turned over `age` times. */
export function rotatedName(file: string, age: number): string {
  return age === 0 ? file : `${file}.${age}`;
}

function gapLine(dropped: number): string {
  const msg = `${dropped} lines are missing here: they could not be written`;
  return JSON.stringify({ level: 40, time: Date.now(), source: "logs", msg });
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== "ENOENT") throw error;
}

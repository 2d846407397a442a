import { join } from "node:path";
import { type LevelWithSilent, type Logger, pino } from "pino";
import { LogBuffer } from "./buffer.ts";
import { redactedLine } from "./entry.ts";
import { RotatingFile } from "./file.ts";
import { readHistory } from "./history.ts";

export interface LogsOptions {
  /** Holds `mission-control.log` and its predecessors `.1`, `.2` … Made when missing, for this user only. */
  dir: string;
  level: LevelWithSilent;
  /** Size at which the file turns over, in bytes. Default 10 MiB. */
  maxBytes?: number;
  /** How many older files stay. Default 5. */
  keep?: number;
  /** Lines kept in memory. Default 100,000. */
  memoryLines?: number;
  /** Characters of all lines kept in memory. Default 32 Mi. */
  memoryBytes?: number;
  /** Writes each line to the standard output too. Default false. */
  stdout?: boolean;
  /** Milliseconds since 1970. */
  now?: () => number;
}

export interface Logs {
  /** `logger.child({ source: "hub" })` names the part that speaks. */
  logger: Logger;
  buffer: LogBuffer;
  /** The least level that is written from now on, also of the parts that have their own logger. */
  setLevel(level: LevelWithSilent): void;
  /** Writes what is pending to the file. Idempotent. */
  close(): Promise<void>;
}

const MIB = 1024 * 1024;
/** Cursors of one process start above all those of an earlier one, so that an old cursor is known to be old. */
const CURSORS_PER_MS = 1_000;

/** The process log: JSON lines into a file that turns over by size, the newest of them in memory. */
export function openLogs(options: LogsOptions): Logs {
  const { dir, level, maxBytes = 10 * MIB, keep = 5, stdout = false, now = Date.now } = options;
  const { memoryLines = 100_000, memoryBytes = 32 * MIB } = options;
  const file = join(dir, "mission-control.log");
  const history = readHistory({ file, keep, maxLines: memoryLines, maxBytes: memoryBytes });
  const buffer = new LogBuffer({
    file,
    maxLines: memoryLines,
    maxBytes: memoryBytes,
    startCursor: now() * CURSORS_PER_MS - history.length,
  });
  for (const line of history) buffer.push(line);

  const output = new RotatingFile({
    file,
    maxBytes,
    keep,
    onFailure: (error) => buffer.push(failureLine(error, now())),
  });
  const write = (written: string) => {
    // Secrets are taken out here, before the first of all places that a line goes to.
    const line = redactedLine(written);
    output.write(line);
    if (stdout) process.stdout.write(`${line}\n`);
    buffer.push(line);
  };
  // The parts of the process, few and as old as it: pino gives each a level of its own.
  const parts: Logger[] = [];
  const onChild = (child: Logger) => void parts.push(child);
  const logger = pino({ level, base: undefined, timestamp: () => `,"time":${now()}`, onChild }, { write });
  const setLevel = (next: LevelWithSilent) => {
    for (const each of [logger, ...parts]) each.level = next;
  };
  return { logger, buffer, setLevel, close: () => output.close() };
}

function failureLine(error: Error, time: number): string {
  const msg = `The log file cannot be written: ${error.message}. Lines are kept in memory only until it can.`;
  return JSON.stringify({ level: 50, time, source: "logs", msg });
}

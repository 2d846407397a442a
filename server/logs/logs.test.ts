import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LogEntry } from "../protocol/logs.ts";
import { type Logs, openLogs } from "./logs.ts";

let dir: string;
let opened: Logs[];
const open = (options: Partial<Parameters<typeof openLogs>[0]> = {}) => {
  const logs = openLogs({ dir, level: "debug", ...options });
  opened.push(logs);
  return logs;
};
const messagesOf = (lines: readonly string[]) => lines.map((line) => JSON.parse(line).msg);

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "logs-"));
  opened = [];
});
afterEach(async () => {
  await Promise.all(opened.map((logs) => logs.close()));
  rmSync(dir, { recursive: true, force: true });
});

test("a line reaches file, memory, listeners and standard output, the same and without secrets", async () => {
  const stdout = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const { logger, buffer, close } = open({ stdout: true, now: () => 5 });
  const seen: LogEntry[] = [];
  buffer.onEntry((entry) => seen.push(entry));
  logger
    .child({ source: "hub", token: "s3cret" })
    .warn({ request: { headers: { cookie: "s3cret" } } }, "GET /?token=s3cret");
  logger.error(new Error("refused: Bearer s3cretive"));
  await close();
  const written = readFileSync(join(dir, "mission-control.log"), "utf8");
  expect(written).not.toContain("s3cret");
  expect(
    buffer
      .tail({})
      .lines.map((line) => `${line}\n`)
      .join(""),
  ).toBe(written);
  expect(stdout.mock.calls.map(([line]) => line).join("")).toBe(written);
  expect(seen[0]).toMatchObject({ time: 5, level: "warn", source: "hub", msg: "GET /?token=[redacted]" });
  expect(seen[1]).toMatchObject({ level: "error", source: "server", msg: "refused: Bearer [redacted]" });
});

test("lines below the level are not written", () => {
  const { logger, buffer } = open({ level: "warn" });
  logger.info("quiet");
  logger.warn("loud");
  expect(messagesOf(buffer.tail({}).lines)).toEqual(["loud"]);
});

test("a restart keeps the history over all files, and its cursors are above the old ones", async () => {
  const first = open({ maxBytes: 1_000, keep: 3, now: () => 1_000 });
  for (let index = 0; index < 30; index += 1) first.logger.info(`before ${index}`);
  const oldCursor = first.buffer.head;
  await first.close();
  writeFileSync(join(dir, "mission-control.log"), '{"level":30,"time":1,"msg":"to', { flag: "a" });
  expect(statSync(join(dir, "mission-control.log.1")).size).toBeGreaterThan(0);

  const second = open({ maxBytes: 1_000, keep: 3, now: () => 2_000 });
  second.logger.info("after");
  const { lines } = second.buffer.tail({});
  expect(messagesOf(lines)).toEqual([...Array.from({ length: 30 }, (_, index) => `before ${index}`), "after"]);
  expect(second.buffer.oldest).toBeGreaterThan(oldCursor);
  expect(second.buffer.tail({ cursor: oldCursor }).reset).toBe(true);
});

test("history is bounded by the memory's lines and size", async () => {
  const first = open();
  for (let index = 0; index < 50; index += 1) first.logger.info(`line ${index}`);
  await first.close();
  const byLines = open({ memoryLines: 3 });
  expect(messagesOf(byLines.buffer.tail({}).lines)).toEqual(["line 47", "line 48", "line 49"]);
  const bySize = open({ memoryBytes: 120 });
  expect(messagesOf(bySize.buffer.tail({}).lines)).toEqual(["line 48", "line 49"]);
});

test("a file that cannot be written is told in memory, once, and logging goes on", async () => {
  mkdirSync(join(dir, "mission-control.log"));
  const { logger, buffer, close } = open();
  logger.info("one");
  await expect.poll(() => buffer.head - buffer.oldest).toBe(1);
  logger.info("two");
  await close();
  const messages = messagesOf(buffer.tail({}).lines);
  expect(messages).toEqual(["one", expect.stringContaining("cannot be written"), "two"]);
});

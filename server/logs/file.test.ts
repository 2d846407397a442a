import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { RotatingFile, rotatedName } from "./file.ts";

let dir: string;
let file: string;
beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), "log-file-")), "logs");
  file = join(dir, "test.log");
});
afterEach(() => rmSync(join(dir, ".."), { recursive: true, force: true }));

test("close writes what is pending; folder and file are for this user only", async () => {
  const output = new RotatingFile({ file, maxBytes: 1_000, keep: 2 });
  output.write("one");
  output.write("two");
  await Promise.all([output.close(), output.close()]);
  output.write("after close");
  await output.close();
  expect(readFileSync(file, "utf8")).toBe("one\ntwo\n");
  expect([statSync(dir).mode & 0o777, statSync(file).mode & 0o777]).toEqual([0o700, 0o600]);
});

test("turns over by size and keeps so many older files, no line lost between", async () => {
  const lines = Array.from({ length: 40 }, (_, index) => `line ${String(index).padStart(2, "0")}`);
  for (const line of lines) {
    // Opened anew for each line, so that every write is one of its own and the size is taken from the file.
    const output = new RotatingFile({ file, maxBytes: 80, keep: 3 });
    output.write(line);
    await output.close();
  }
  expect(readdirSync(dir).toSorted()).toEqual(["test.log", "test.log.1", "test.log.2", "test.log.3"]);
  const kept = [3, 2, 1, 0].map((age) => readFileSync(rotatedName(file, age), "utf8"));
  for (const content of kept) expect(content.length).toBeLessThanOrEqual(80);
  expect(kept.join("").trimEnd().split("\n")).toEqual(lines.slice(-kept.join("").length / 8));
});

test("a burst turns over within itself", async () => {
  const output = new RotatingFile({ file, maxBytes: 200_000, keep: 9 });
  const line = "x".repeat(999);
  for (let count = 0; count < 1_000; count += 1) output.write(line);
  await output.close();
  const sizes = readdirSync(dir).map((name) => statSync(join(dir, name)).size);
  expect(sizes.length).toBeGreaterThan(4);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(200_000);
  expect(sizes.reduce((sum, size) => sum + size)).toBe(1_000_000);
});

test("a file that cannot be written is told; the lines are counted when it can be again", async () => {
  const onFailure = vi.fn();
  const output = new RotatingFile({ file, maxBytes: 1_000, keep: 2, onFailure });
  mkdirSync(file);
  output.write("lost 1");
  output.write("lost 2");
  await expect.poll(() => onFailure).toHaveBeenCalledTimes(1);
  rmSync(file, { recursive: true });
  output.write("kept");
  await output.close();
  const [gap, kept] = readFileSync(file, "utf8").trim().split("\n");
  expect(gap).toContain("2 lines are missing here");
  expect(kept).toBe("kept");
});

test("lines that a slow disk leaves waiting are bounded", async () => {
  const output = new RotatingFile({ file, maxBytes: 1e9, keep: 1 });
  const line = "x".repeat(1024 * 1024 - 1);
  for (let count = 0; count < 40; count += 1) output.write(line);
  await output.close();
  const [gap] = readFileSync(file, "utf8").split("\n");
  expect(gap).toContain("8 lines are missing here");
  expect(statSync(file).size).toBeLessThan(33 * 1024 * 1024);
});

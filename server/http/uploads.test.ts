import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { MAX_UPLOAD_BYTES, Uploads } from "./uploads.ts";

const FACTS = { fileName: "notes.md", mimeType: "text/markdown" };
const DAY_MS = 24 * 60 * 60_000;

async function folder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "mission-control-uploads-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

async function* words(text: string): AsyncIterable<Buffer> {
  yield Buffer.from(text);
}

test("all of them together are bounded, and those of yesterday make room", async () => {
  const dir = await folder();
  let now = Date.now();
  // Room for one that comes, and for what the others have left of a second.
  const uploads = new Uploads(dir, { now: () => now, maxKeptBytes: MAX_UPLOAD_BYTES + 10_000 });
  const id = await uploads.receive(words("x".repeat(9_000)), FACTS);
  const another = () => uploads.receive(words("x".repeat(9_000)), FACTS);
  await another();
  await expect(another()).rejects.toMatchObject({ code: "STORAGE", message: expect.stringContaining("send the file") });
  expect(await readdir(dir)).toHaveLength(4);
  now += DAY_MS + 60_000;
  await another();
  await expect(uploads.read(id)).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("those that come at once count as large as they may become", async () => {
  const uploads = new Uploads(await folder(), { maxKeptBytes: 2 * MAX_UPLOAD_BYTES + 10_000 });
  const outcomes = await Promise.allSettled([1, 2, 3].map(() => uploads.receive(words("x"), FACTS)));
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected"]);
  // What was refused holds no place.
  await uploads.receive(words("x"), FACTS);
});

test("nothing is left of a file that breaks off or is too large", async () => {
  const dir = await folder();
  const uploads = new Uploads(dir);
  async function* broken(): AsyncIterable<Buffer> {
    yield Buffer.from("half");
    throw new Error("gone");
  }
  await expect(uploads.receive(broken(), FACTS)).rejects.toThrow("gone");
  async function* endless(): AsyncIterable<Buffer> {
    for (;;) yield Buffer.alloc(1024 * 1024);
  }
  await expect(uploads.receive(endless(), FACTS)).rejects.toMatchObject({ code: "INVALID_REQUEST" });
  expect(await readdir(dir)).toEqual([]);
});

import { execFileSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Entry, READ_LIMIT, readSlice, WRITE_LIMIT, walk, writeWhole } from "./workspace-files.ts";

let base: string;
let root: string;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), "workspace-"));
  root = join(base, "agent");
  await mkdir(root);
  await writeFile(join(base, "secret.txt"), "secret");
  await mkdir(join(base, "agent-other"));
});

afterEach(() => rm(base, { recursive: true }));

test.each([
  "../secret.txt",
  "a/../../secret.txt",
  "/etc/passwd",
  "../agent-other/x",
  "..",
  "link",
  "folder/secret.txt",
  "folder/new.txt",
  "folder/deep/new.txt",
  "loop",
])("%s is out of reach, for reading and for writing", async (path) => {
  await symlink(join(base, "secret.txt"), join(root, "link"));
  await symlink(base, join(root, "folder"));
  await symlink("loop", join(root, "loop"));
  await expect(readSlice(root, path, 0)).rejects.toMatchObject({ name: "RpcError" });
  await expect(writeWhole(root, path, "x")).rejects.toMatchObject({ name: "RpcError" });
  expect(await readFile(join(base, "secret.txt"), "utf8")).toBe("secret");
  expect(await readdir(base)).toEqual(["agent", "agent-other", "secret.txt"]);
});

test("a link that stays inside is followed, and writing through it keeps the link", async () => {
  await writeFile(join(root, "real.txt"), "old");
  await symlink("real.txt", join(root, "link.txt"));
  await writeWhole(root, "link.txt", "new");
  expect((await readSlice(root, "link.txt", 0)).text).toBe("new");
  expect(await readFile(join(root, "real.txt"), "utf8")).toBe("new");
});

test("a workspace that is itself behind a link works", async () => {
  await symlink(root, join(base, "alias"));
  await writeWhole(join(base, "alias"), "a.txt", "a");
  expect((await readSlice(join(base, "alias"), "a.txt", 0)).text).toBe("a");
});

test("a pipe and a folder are not read, and do not hang", async () => {
  execFileSync("sh", ["-c", 'mkfifo "$0"', join(root, "pipe")]);
  await expect(readSlice(root, "pipe", 0)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(readSlice(root, ".", 0)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(writeWhole(root, "pipe", "x")).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(readSlice(root, "missing.md", 0)).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("a long file comes in slices that never cut a character", async () => {
  const text = "é🙂x".repeat(6000);
  await writeFile(join(root, "long.txt"), text);
  let read = "";
  let slices = 0;
  for (let offset: number | undefined = 0; offset !== undefined; slices++) {
    const slice = await readSlice(root, "long.txt", offset);
    expect(Buffer.byteLength(slice.text)).toBeLessThanOrEqual(READ_LIMIT);
    read += slice.text;
    offset = slice.nextOffset;
  }
  expect(read).toBe(text);
  expect(slices).toBe(3);
});

test("a file that is not text is refused", async () => {
  await writeFile(join(root, "a.bin"), Buffer.from([1, 0, 2]));
  await expect(readSlice(root, "a.bin", 0)).rejects.toThrow("not text");
});

test("a write makes folders, replaces in one stroke, keeps the mode and leaves no draft", async () => {
  expect(await writeWhole(root, "a/b/c.sh", "one")).toEqual({ size: 3, created: true });
  await chmod(join(root, "a/b/c.sh"), 0o755);
  expect(await writeWhole(root, "a/b/c.sh", "two")).toEqual({ size: 3, created: false });
  expect((await stat(join(root, "a/b/c.sh"))).mode & 0o777).toBe(0o755);
  expect(await readdir(join(root, "a/b"))).toEqual(["c.sh"]);
});

test("a write that is too large, or has a file in its way, changes nothing", async () => {
  await writeFile(join(root, "file"), "keep");
  await expect(writeWhole(root, "file", "x".repeat(WRITE_LIMIT + 1))).rejects.toMatchObject({
    code: "INVALID_REQUEST",
  });
  await expect(writeWhole(root, "file/below.txt", "x")).rejects.toMatchObject({ code: "INVALID_REQUEST" });
  await expect(writeWhole(root, ".", "x")).rejects.toMatchObject({ code: "INVALID_REQUEST" });
  expect(await readFile(join(root, "file"), "utf8")).toBe("keep");
});

test("a walk goes as deep as asked, past links and past node_modules", async () => {
  await mkdir(join(root, "a/b"), { recursive: true });
  await mkdir(join(root, "node_modules/x"), { recursive: true });
  await writeFile(join(root, "a/one.md"), "1");
  await writeFile(join(root, "a/b/two.md"), "22");
  await symlink(base, join(root, "up"));
  const paths = async (depth: number) => (await all(".", depth)).map((entry) => entry.path);
  expect(await paths(1)).toEqual(["a", "node_modules", "up"]);
  expect(await paths(8)).toEqual(["a", "a/b", "a/b/two.md", "a/one.md", "node_modules", "up"]);
  expect((await all("a/b", 1))[0]).toMatchObject({ path: "a/b/two.md", kind: "file", size: 2 });
  await expect(all("up", 1)).rejects.toMatchObject({ code: "FORBIDDEN" });
});

async function all(path: string, depth: number): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const entry of walk(root, path, depth)) entries.push(entry);
  return entries;
}

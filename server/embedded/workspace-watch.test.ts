import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { readGitStatus } from "./git-status.ts";
import { MAX_CHANGES, type WorkspaceChange, watchWorkspace } from "./workspace-watch.ts";

const run = promisify(execFile);
const git = (folder: string, ...args: string[]) =>
  run("git", ["-c", "user.name=T", "-c", "user.email=t@example.org", ...args], { cwd: folder });

async function folderOf(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "workspace-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function watched(folder: string, gatherMs?: number) {
  const changes: WorkspaceChange[] = [];
  const waiting: (() => void)[] = [];
  const watch = watchWorkspace({
    folder,
    gatherMs,
    hear: (change) => {
      changes.push(change);
      for (const wake of waiting.splice(0)) wake();
    },
    onFault: (error) => {
      throw error;
    },
  });
  onTestFinished(() => watch.close());
  await watch.ready;
  const until = async (fits: (change: WorkspaceChange) => boolean): Promise<WorkspaceChange> => {
    for (;;) {
      const found = changes.find(fits);
      if (found) return found;
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
  return { changes, until };
}

test("tells what is made, changed and removed, and nothing outside or behind a link", async () => {
  const [folder, outside] = [await folderOf(), await folderOf()];
  await symlink(outside, join(folder, "link"));
  await mkdir(join(folder, "deep"));
  const { changes, until } = await watched(folder);
  await writeFile(join(outside, "secret.txt"), "no");
  await writeFile(join(folder, "deep", "a.txt"), "1");
  await until((change) => change.kind === "created" && change.path === "deep/a.txt");
  await writeFile(join(folder, "deep", "a.txt"), "22");
  await until((change) => change.kind === "changed");
  await rm(join(folder, "deep", "a.txt"));
  await until((change) => change.kind === "deleted");
  expect(JSON.stringify(changes)).not.toContain("secret");
});

test("a storm is told one by one up to a bound, the rest as a number", async () => {
  const folder = await folderOf();
  const { changes, until } = await watched(folder, 1_500);
  await Promise.all(Array.from({ length: MAX_CHANGES + 20 }, (_none, at) => writeFile(join(folder, `${at}.txt`), "x")));
  const rest = await until((change) => "more" in change);
  expect("more" in rest && rest.more).toBeGreaterThanOrEqual(20);
  expect(changes.filter(({ kind }) => kind === "created")).toHaveLength(MAX_CHANGES);
});

test("a repository's status is told when it changes, and no file of its own", async () => {
  const folder = await folderOf();
  await git(folder, "init", "-b", "trunk");
  const { changes, until } = await watched(folder);
  await writeFile(join(folder, "a.txt"), "1");
  const untracked = await until((change) => change.kind === "git");
  expect(untracked).toMatchObject({
    status: { branch: "trunk", clean: false, files: [{ path: "a.txt", workingDir: "?" }] },
  });
  await git(folder, "add", ".");
  await git(folder, "commit", "-m", "first");
  await until((change) => change.kind === "git" && change.status.clean);
  expect(JSON.stringify(changes.filter(({ kind }) => kind !== "git"))).not.toContain(".git");
});

test("the first change tells a repository's state, though it was so before: who read it earlier may not know", async () => {
  const folder = await folderOf();
  await git(folder, "init", "-b", "trunk");
  await writeFile(join(folder, "found.md"), "# Found\n");
  const { until } = await watched(folder);
  await writeFile(join(folder, "found.md"), "# Found again\n");
  expect(await until((change) => change.kind === "git")).toMatchObject({
    status: { files: [{ path: "found.md", workingDir: "?" }] },
  });
});

test("a repository around the folder is none of it, nor one whose configuration runs programs", async () => {
  const around = await folderOf();
  await git(around, "init");
  const folder = join(around, "workspace");
  await mkdir(folder);
  expect(await readGitStatus(folder)).toBeUndefined();
  await git(folder, "init");
  expect(await readGitStatus(folder)).toBeDefined();
  await git(folder, "config", "core.fsmonitor", "touch ran");
  expect(await readGitStatus(folder)).toBeUndefined();
});

import { execFileSync } from "node:child_process";
import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AgentsWorkspaceGetResultSchema, AgentsWorkspaceListResultSchema } from "@openclaw/gateway-protocol";
import { Check } from "typebox/value";
import { expect, test } from "vitest";
import { openTestGateway } from "./testing/gateway.ts";
import { PICTURE_LIMIT, TEXT_LIMIT } from "./workspace-folder.ts";

const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);

test("a folder is listed in pages, folders first, in OpenClaw's shape", async () => {
  const { call, folder } = await opened();
  await mkdir(join(folder, "src/deep"), { recursive: true });
  await writeFile(join(folder, "src/b.ts"), "b");
  await writeFile(join(folder, "src/a.ts"), "a");
  const root = await call("agents.workspace.list", { agentId: "main" });
  expect(root).toMatchObject({ agentId: "main", path: "", offset: 0 });
  expect(root.entries[0]).toMatchObject({ path: "src", kind: "directory" });
  expect(root).not.toHaveProperty("parentPath");

  const page = await call("agents.workspace.list", { agentId: "main", path: "src/", offset: 1, limit: 1 });
  expect(page).toMatchObject({ path: "src", parentPath: "", totalEntries: 3, offset: 1 });
  expect(page.entries).toMatchObject([{ path: "src/a.ts", name: "a.ts", kind: "file", size: 1 }]);
  for (const listing of [root, page]) expect(Check(AgentsWorkspaceListResultSchema, listing)).toBe(true);
});

test("text and pictures are read in OpenClaw's shape; the rest says what it is", async () => {
  const { call, folder } = await opened();
  await writeFile(join(folder, "pixel.png"), PIXEL);
  await writeFile(join(folder, "fake.png"), "<svg/>");
  await writeFile(join(folder, "data.bin"), Buffer.from([0, 1, 2]));
  await writeFile(join(folder, "latin.txt"), Buffer.from([0xe4, 0x20]));
  await writeFile(join(folder, "long.txt"), "x".repeat(TEXT_LIMIT + 1));
  await writeFile(join(folder, "fits.txt"), "x".repeat(TEXT_LIMIT));
  await writeFile(join(folder, "long.png"), Buffer.concat([PIXEL, Buffer.alloc(PICTURE_LIMIT)]));
  const get = (path: string) => call("agents.workspace.get", { agentId: "main", path });

  const picture = await get("pixel.png");
  expect(picture.file).toMatchObject({ mimeType: "image/png", encoding: "base64", content: PIXEL.toString("base64") });
  const text = await get("MEMORY.md");
  expect(text.file).toMatchObject({ mimeType: "text/plain", encoding: "utf8" });
  expect((await get("fits.txt")).file.size).toBe(TEXT_LIMIT);
  for (const answer of [picture, text]) expect(Check(AgentsWorkspaceGetResultSchema, answer)).toBe(true);

  for (const path of ["fake.png", "data.bin", "latin.txt"]) {
    await expect(get(path), path).rejects.toMatchObject({ details: { type: "workspace_file_unsupported" } });
  }
  for (const path of ["long.txt", "long.png"]) {
    await expect(get(path), path).rejects.toMatchObject({ details: { type: "workspace_file_too_large" } });
  }
  await expect(get("none.md")).rejects.toMatchObject({ details: { type: "workspace_file_not_found" } });
});

test("nothing outside of the folder is reached, nor what git keeps", async () => {
  const { call, folder, home } = await opened();
  await writeFile(join(home, "secret.txt"), "secret");
  await symlink(home, join(folder, "out"));
  await symlink(join(home, "secret.txt"), join(folder, "link.txt"));
  await mkdir(join(folder, ".git"));
  await writeFile(join(folder, ".git/config"), "token");
  await symlink(".git", join(folder, "hidden"));
  const ways = ["../secret.txt", "/etc/passwd", "out/secret.txt", "link.txt", ".git/config", "hidden/config"];
  for (const path of ways) {
    await expect(call("agents.workspace.get", { agentId: "main", path }), path).rejects.toMatchObject({
      details: { type: "workspace_path_invalid" },
    });
  }
  for (const path of ["../new.txt", "out/new.txt", ".git/new.txt"]) {
    await expect(call("workspace.create", { agentId: "main", path, kind: "file" }), path).rejects.toThrow();
    await expect(call("workspace.rename", { agentId: "main", path: "MEMORY.md", to: path }), path).rejects.toThrow();
  }
  await expect(call("workspace.delete", { agentId: "main", path: "out/secret.txt" })).rejects.toThrow();
  await expect(call("workspace.delete", { agentId: "main", path: "." })).rejects.toThrow();
  const { entries } = await call("agents.workspace.list", { agentId: "main" });
  expect(entries.map(({ name }) => name)).not.toContain(".git");

  await call("workspace.delete", { agentId: "main", path: "out" });
  expect(await readFile(join(home, "secret.txt"), "utf8")).toBe("secret");
});

test("files and folders are made, moved and deleted, and nothing is overwritten", async () => {
  const { call, folder, heard } = await opened();
  await call("workspace.create", { agentId: "main", path: "notes/plan.md", kind: "file" });
  await expect(
    call("workspace.create", { agentId: "main", path: "notes/plan.md", kind: "file" }),
  ).rejects.toMatchObject({ code: "CONFLICT" });
  await call("agents.files.set", { agentId: "main", name: "notes/plan.md", content: "Plan\n" });
  await expect(
    call("workspace.rename", { agentId: "main", path: "notes/plan.md", to: "MEMORY.md" }),
  ).rejects.toMatchObject({ code: "CONFLICT" });
  await call("workspace.rename", { agentId: "main", path: "notes", to: "archive/notes" });
  expect(await readFile(join(folder, "archive/notes/plan.md"), "utf8")).toBe("Plan\n");
  await expect(
    call("workspace.rename", { agentId: "main", path: "archive", to: "archive/inside" }),
  ).rejects.toMatchObject({ code: "INVALID_REQUEST" });

  await expect(
    call("workspace.delete", { agentId: "main", path: "archive/notes/plan.md", expectedHash: "another" }),
  ).rejects.toMatchObject({ code: "CONFLICT" });
  await call("workspace.delete", { agentId: "main", path: "archive" });
  await expect(call("agents.workspace.list", { agentId: "main", path: "archive" })).rejects.toMatchObject({
    details: { type: "workspace_path_not_found" },
  });
  expect(heard("agents.changed").length).toBeGreaterThanOrEqual(4);
});

test("what somebody else writes is told, once an agent's folder was looked at", async () => {
  const { call, folder, until } = await opened();
  await call("agents.workspace.list", { agentId: "main" });
  await writeFile(join(folder, "report.md"), "done");
  const event = await until("workspace.changed", ({ changes }) => changes.some(({ path }) => path === "report.md"));
  expect(event).toMatchObject({ agentId: "main", changes: [{ kind: "created", path: "report.md" }] });
});

test("git's state and the last commit's text are told, and no repository is no fault", async () => {
  const { call, folder } = await opened();
  expect(await call("workspace.git", { agentId: "main" })).toEqual({ agentId: "main", git: null });
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", ...args], { cwd: folder, stdio: "ignore" });
  git("init", "-b", "main");
  git("add", "MEMORY.md");
  git("commit", "-m", "first");
  const before = await readFile(join(folder, "MEMORY.md"), "utf8");
  await writeFile(join(folder, "MEMORY.md"), "changed");
  const { git: status } = await call("workspace.git", { agentId: "main" });
  expect(status).toMatchObject({ branch: "main", clean: false });
  expect(status?.files).toContainEqual({ path: "MEMORY.md", index: " ", workingDir: "M" });
  expect(await call("workspace.head", { agentId: "main", path: "MEMORY.md" })).toMatchObject({ content: before });
  expect(await call("workspace.head", { agentId: "main", path: "SOUL.md" })).toMatchObject({ content: null });
});

async function opened() {
  const gateway = await openTestGateway();
  return { ...gateway, folder: join(gateway.home, "agents/main/workspace") };
}

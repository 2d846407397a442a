import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { MAX_AGENTS } from "./agent-directory.ts";
import { LISTED_FILES } from "./agent-files.ts";
import { openTestGateway } from "./testing/gateway.ts";
import { stopped } from "./testing/scripted-runner.ts";

test("at the first start there is the agent main with its folder and starter files", async () => {
  const t = await openTestGateway();
  const { defaultId, mainKey, agents } = await t.call("agents.list", {});
  expect({ defaultId, mainKey }).toEqual({ defaultId: "main", mainKey: "main" });
  const workspace = join(t.home, "agents", "main", "workspace");
  expect(agents).toMatchObject([{ id: "main", name: "Main", workspace, model: { primary: "test/parrot" } }]);
  const { files } = await t.call("agents.files.list", { agentId: "main" });
  const present = files.filter(({ missing }) => !missing).map(({ name }) => name);
  expect(present).toEqual(expect.arrayContaining(["AGENTS.md", "SOUL.md", "MEMORY.md"]));
  expect(await readFile(join(workspace, "SOUL.md"), "utf8")).toContain("You are Main");
});

test("what a person changed outlives a restart, a file that they removed stays removed", async () => {
  const first = await openTestGateway();
  await first.call("agents.create", { name: "Böb's Helper", model: "owl", emoji: "🦉" });
  await first.call("agents.update", { agentId: "main", name: "Boss", model: "test/owl" });
  await first.call("agents.files.set", { agentId: "main", name: "SOUL.md", content: "mine" });
  await first.close();
  const second = await openTestGateway({ home: first.home, store: first.store });
  const { agents } = await second.call("agents.list", {});
  expect(agents).toMatchObject([
    { id: "main", name: "Boss", model: { primary: "test/owl" } },
    { id: "bob-s-helper", name: "Böb's Helper", identity: { emoji: "🦉" }, model: { primary: "test/owl" } },
  ]);
  const { file } = await second.call("agents.files.get", { agentId: "main", name: "SOUL.md" });
  expect(file.content).toBe("mine");
});

test("an agent's model is cleared by null, an unknown one is refused", async () => {
  const t = await openTestGateway();
  await t.call("agents.update", { agentId: "main", model: "test/owl" });
  await t.call("agents.update", { agentId: "main", model: null });
  expect((await t.call("agents.list", {})).agents[0]?.model.primary).toBe("test/parrot");
  await expect(t.call("agents.update", { agentId: "main", model: "nobody/knows" })).rejects.toMatchObject({
    code: "INVALID_REQUEST",
    message: expect.stringContaining("test/parrot"),
  });
});

test("ids are unique, also for two calls at once", async () => {
  const t = await openTestGateway();
  const both = await Promise.allSettled([1, 2].map(() => t.call("agents.create", { name: "Bob" })));
  expect(both.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  expect(both[1]).toMatchObject({ reason: { code: "CONFLICT" } });
  await expect(t.call("agents.create", { name: "日本" })).rejects.toMatchObject({ details: { field: "id" } });
  await expect(t.call("agents.create", { name: "日本", id: "nihon" })).resolves.toMatchObject({ agentId: "nihon" });
});

test("there are no more agents than can be", async () => {
  const t = await openTestGateway();
  const make = (n: number) => t.call("agents.create", { name: `Agent ${n}` });
  await Promise.all(Array.from({ length: MAX_AGENTS - 1 }, (_, n) => make(n)));
  await expect(make(MAX_AGENTS)).rejects.toMatchObject({ code: "RATE_LIMITED", retryable: false });
});

test("deleting an agent ends its runs; main cannot be deleted", async () => {
  const t = await openTestGateway({
    script: async function* (request) {
      await stopped(request);
      yield { type: "end", stopReason: "aborted" };
    },
  });
  const { workspace } = await t.call("agents.create", { name: "Bob" });
  await t.send("Hi", { sessionKey: "agent:bob:main" });
  await t.call("agents.delete", { agentId: "bob", deleteFiles: true });
  expect(t.chat("run-1").at(-1)).toMatchObject({ state: "aborted" });
  await expect(readFile(join(workspace, "SOUL.md"))).rejects.toThrow("ENOENT");
  await expect(t.send("Hi", { sessionKey: "agent:bob:main" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(t.call("agents.delete", { agentId: "main" })).rejects.toMatchObject({ code: "INVALID_REQUEST" });
  await expect(t.call("agents.delete", { agentId: "bob" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(t.heard("agents.changed")).toEqual([
    { agentId: "bob", reason: "create" },
    { agentId: "bob", reason: "delete" },
  ]);
});

test("a file is written over what its editor read, and over nothing else", async () => {
  const t = await openTestGateway();
  const read = await t.call("agents.files.get", { agentId: "main", name: "MEMORY.md" });
  expect(read.file.hash).toMatch(/^[0-9a-f]{64}$/);
  const set = (content: string, expectedHash?: string) =>
    t.call("agents.files.set", { agentId: "main", name: "MEMORY.md", content, expectedHash });
  const both = await Promise.allSettled([set("one", read.file.hash), set("two", read.file.hash)]);
  expect(both).toMatchObject([{ status: "fulfilled" }, { status: "rejected", reason: { code: "CONFLICT" } }]);
  const { file } = await t.call("agents.files.get", { agentId: "main", name: "MEMORY.md" });
  expect(file).toMatchObject({ content: "one", size: 3, missing: false });
  await expect(set("three")).resolves.toMatchObject({ ok: true, file: { content: "three" } });
  expect(t.heard("agents.changed").at(-1)).toEqual({ agentId: "main", reason: "files" });
});

test("a file that is not there is missing, and may be in a folder", async () => {
  const t = await openTestGateway();
  const name = "memory/2026-01-01.md";
  expect((await t.call("agents.files.get", { agentId: "main", name })).file).toMatchObject({ name, missing: true });
  await expect(
    t.call("agents.files.set", { agentId: "main", name, content: "x", expectedHash: "0".repeat(64) }),
  ).rejects.toMatchObject({ code: "CONFLICT" });
  await t.call("agents.files.set", { agentId: "main", name, content: "x".repeat(40_000) });
  expect((await t.call("agents.files.get", { agentId: "main", name })).file.content).toHaveLength(40_000);
  const { files } = await t.call("agents.files.list", { agentId: "main" });
  expect(files.map((file) => file.name)).toContain(name);
});

test("no name and no link leads out of the folder", async () => {
  const t = await openTestGateway();
  const workspace = join(t.home, "agents", "main", "workspace");
  await writeFile(join(t.home, "secret"), "secret");
  await symlink(join(t.home, "secret"), join(workspace, "link.md"));
  await symlink(t.home, join(workspace, "folder"));
  await mkdir(join(workspace, "deep"));
  for (const name of ["../../../secret", "/etc/passwd", "link.md", "folder/secret", "deep/../../x", "a\0b"]) {
    const refused = { code: expect.stringMatching(/FORBIDDEN|INVALID_REQUEST/) };
    await expect(t.call("agents.files.get", { agentId: "main", name })).rejects.toMatchObject(refused);
    await expect(t.call("agents.files.set", { agentId: "main", name, content: "x" })).rejects.toMatchObject(refused);
  }
  expect(await readFile(join(t.home, "secret"), "utf8")).toBe("secret");
  const { files } = await t.call("agents.files.list", { agentId: "main" });
  expect(files.map(({ name }) => name)).not.toContain("link.md");
});

test("a listing has a bound, and the well-known files are in it", async () => {
  const t = await openTestGateway();
  const workspace = join(t.home, "agents", "main", "workspace");
  await mkdir(join(workspace, "a"));
  await Promise.all(
    Array.from({ length: LISTED_FILES + 20 }, (_, n) => writeFile(join(workspace, "a", `${n}.md`), "")),
  );
  const { files } = await t.call("agents.files.list", { agentId: "main" });
  expect(files.length).toBeLessThanOrEqual(LISTED_FILES + 6);
  expect(files.find(({ name }) => name === "SOUL.md")).toMatchObject({ missing: false });
});

test("an agent is deleted with its files, also while they are written", async () => {
  const t = await openTestGateway();
  for (let round = 0; round < 10; round += 1) {
    const { workspace } = await t.call("agents.create", { name: "Bob" });
    let deleted = false;
    const write = async (writer: number) => {
      for (let number = 0; !deleted; number += 1) {
        await writeFile(join(workspace, `${writer}-${number}.md`), "x").catch(() => {});
      }
    };
    const writing = Array.from({ length: 4 }, (_none, writer) => write(writer));
    await writeFile(join(workspace, "first.md"), "x");
    await expect(t.call("agents.delete", { agentId: "bob", deleteFiles: true })).resolves.toMatchObject({ ok: true });
    deleted = true;
    await Promise.all(writing);
    await expect(readdir(workspace)).rejects.toThrow("ENOENT");
  }
});

test("an agent that is made and deleted at once, over and over, is there or not, with its folder or without", async () => {
  const t = await openTestGateway();
  for (let round = 0; round < 30; round += 1) {
    await Promise.allSettled([
      t.call("agents.create", { name: "Bob" }),
      t.call("agents.delete", { agentId: "bob", deleteFiles: true }),
      t.call("agents.create", { name: "Bob" }),
    ]).then((settled) => {
      const refused = settled.flatMap((one) => (one.status === "rejected" ? [one.reason.code] : []));
      expect(refused.filter((code) => code !== "NOT_FOUND" && code !== "CONFLICT")).toEqual([]);
    });
    const { agents } = await t.call("agents.list", {});
    const bob = agents.find(({ id }) => id === "bob");
    if (bob) await expect(readFile(join(bob.workspace, "SOUL.md"), "utf8")).resolves.toContain("");
  }
});

import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MissionControl } from "../support/mission-control.ts";
import { ask, endOf, openWire } from "../support/wire.ts";

const MAIN = fileURLToPath(new URL("../../server/main.ts", import.meta.url));
const KEY = "agent:main:kept";

let folder: string;
let server: MissionControl;
let backup: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mission-control-backup-"));
  backup = join(folder, "backup.tar.gz");
  server = await MissionControl.start({ home: join(folder, "home") });
  await say(server, "thanks");
  await run("backup", server.home, backup);
});

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  if (folder) await rm(folder, { recursive: true, force: true });
});

describe("a backup", () => {
  test("of a folder in use makes another one with the same sessions, files, keys and token", async () => {
    expect((await stat(backup)).mode & 0o777).toBe(0o600);
    await say(server, "thanks");
    const home = join(folder, "restored");
    const { stdout } = await run("restore", home, backup);
    expect(stdout).toContain(`Restored ${home}`);
    await using again = await MissionControl.start({ home });
    expect(await words(again)).toEqual(["thanks", expect.stringContaining("You're welcome")]);
    const files = ["token", "vault.key", "device.pem", "agents/main/workspace/SOUL.md"];
    for (const file of files) expect(await readFile(join(home, file))).toEqual(await readFile(join(server.home, file)));
    expect(await words(server)).toHaveLength(4);
  });

  test("does not write over a file, and needs something to back up", async () => {
    expect(await failure("backup", server.home, backup)).toContain("is there already");
    expect(await failure("backup", join(folder, "nothing"), join(folder, "other.tar.gz"))).toContain(
      "There is no Mission Control in",
    );
    expect(await failure("backup", server.home)).toContain("backup needs one file");
    expect(await readdir(folder)).not.toContain("other.tar.gz");
  });
});

describe("restoring", () => {
  test("leaves a folder alone that is in use, or holds something", async () => {
    expect(await failure("restore", server.home, backup, "--force")).toContain("Another Mission Control uses");
    const home = join(folder, "stopped");
    await run("restore", home, backup);
    await writeFile(join(home, "mine.txt"), "mine");
    expect(await failure("restore", home, backup)).toContain("--force");
    expect(await readFile(join(home, "mine.txt"), "utf8")).toBe("mine");
    const { stdout } = await run("restore", home, backup, "--force");
    const aside = /What was there is in (\S+)\./.exec(stdout)?.[1] ?? "";
    expect(await readFile(join(aside, "mine.txt"), "utf8")).toBe("mine");
    expect(await readdir(home)).not.toContain("mine.txt");
  });

  test.each([
    ["a text", (file: string) => writeFile(file, "no archive"), "is no whole backup"],
    ["a half", (file: string) => half(file), "is no whole backup"],
  ])("takes no archive that is %s", async (_name, damage, sentence) => {
    const file = join(folder, "damaged.tar.gz");
    await writeFile(file, await readFile(backup));
    await damage(file);
    expect(await failure("restore", join(folder, "never"), file)).toContain(sentence);
    expect((await readdir(folder)).filter((name) => name.includes("never"))).toEqual([]);
  });

  test("takes no database of a later version", async () => {
    const home = join(folder, "later");
    await run("restore", home, backup);
    const db = new DatabaseSync(join(home, "mission-control.db"));
    db.exec("INSERT INTO migrations (version, name, appliedAt) VALUES (999, 'of tomorrow', 0)");
    db.close();
    const file = join(folder, "later.tar.gz");
    await run("backup", home, file);
    expect(await failure("restore", join(folder, "never"), file)).toContain("has schema 999");
  });
});

async function run(command: string, home: string, ...args: string[]): Promise<{ stdout: string; stderr: string }> {
  const env = { PATH: process.env.PATH, NODE_ENV: "production" as const, MISSION_CONTROL_HOME: home };
  return await promisify(execFile)(process.execPath, [MAIN, command, ...args], { env });
}

/** The sentence of a command that must fail, with the exit code of a mistake. */
async function failure(command: string, home: string, ...args: string[]): Promise<string> {
  const failed: unknown = await run(command, home, ...args).catch((error: unknown) => error);
  expect(failed).toMatchObject({ code: 2 });
  return String(failed instanceof Error && "stderr" in failed && failed.stderr);
}

async function say(to: MissionControl, message: string): Promise<void> {
  const wire = await openWire(to);
  const { runId } = await ask(wire, "chat.send", { sessionKey: KEY, message, idempotencyKey: crypto.randomUUID() });
  await endOf(wire, runId);
  await wire.close();
}

async function words(of: MissionControl): Promise<string[]> {
  const wire = await openWire(of);
  const { messages } = await ask(wire, "chat.history", { sessionKey: KEY });
  await wire.close();
  return messages
    .filter(({ role }) => role !== "toolResult")
    .map(({ content }) =>
      typeof content === "string" ? content : content.map((part) => (part.type === "text" ? part.text : "")).join(""),
    );
}

async function half(file: string): Promise<void> {
  await truncate(file, Math.floor((await stat(file)).size / 2));
}

import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { AgentDirectory } from "../agent-directory.ts";
import { MemorySecrets } from "../secrets.ts";
import { openTestGateway, temporaryFolder, temporaryStore } from "../testing/gateway.ts";
import { OUTPUT_LIMIT } from "./install.ts";
import { SkillSettings } from "./settings.ts";
import { Skills } from "./skills.ts";

const BUNDLED = fileURLToPath(new URL("../../../skills", import.meta.url));

test("the skills that come with the project can be used, and a namesake in the workspace takes the place", async () => {
  const { skills, workspace } = await opened({ bundled: BUNDLED });
  const { skills: before } = await skills.status("main");
  expect(before.map(({ skillKey }) => skillKey)).toEqual(["incident-review", "memory-keeping", "skill-writer"]);
  for (const skill of before) expect(skill, skill.name).toMatchObject({ eligible: true, source: "bundled" });

  await writeSkill(join(workspace, "skills"), "memory-keeping");
  const { skills: after } = await skills.status("main");
  expect(after.find(({ skillKey }) => skillKey === "memory-keeping")).toMatchObject({
    source: "workspace",
    bundled: false,
    description: "What it does.",
  });
  expect((await skills.card("main", "memory-keeping")).content).toContain("# How");
  await expect(skills.card("main", "none")).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("what a skill lacks is named: programs, one of several, variables, the system", async () => {
  const { skills, managed, tools } = await opened({ env: { HAVE: "1" } });
  const needs = { bins: ["there", "away"], anyBins: ["away", "there"], env: ["HAVE", "LACK"] };
  await writeSkill(managed, "needy", { requires: needs, os: ["plan9"] });
  await writeProgram(tools, "there");
  const [needy] = (await skills.status("main")).skills;
  expect(needy).toMatchObject({
    source: "managed",
    eligible: false,
    platformIncompatible: true,
    missing: { bins: ["away"], anyBins: [], env: ["LACK"], config: [], os: ["plan9"] },
  });
  await writeSkill(managed, "needy", { requires: { anyBins: ["away", "gone"] }, always: true });
  expect((await skills.status("main")).skills).toMatchObject([
    { eligible: true, missing: { anyBins: ["away", "gone"] } },
  ]);
  expect(await skills.bins()).toEqual(["away", "gone"]);
});

test("a key makes a skill usable, is sealed elsewhere and never told; switched off, it is not usable", async () => {
  const { skills, managed, secrets, told } = await opened();
  await writeSkill(managed, "keyed", { primaryEnv: "THE_KEY", requires: { env: ["THE_KEY"] } });
  const status = async () => (await skills.status("main")).skills[0];
  expect(await status()).toMatchObject({ eligible: false, hasApiKey: false, missing: { env: ["THE_KEY"] } });

  expect(await skills.update("keyed", { apiKey: "very-secret" })).toEqual({});
  expect(await status()).toMatchObject({ eligible: true, hasApiKey: true });
  expect(secrets.get("skill:keyed")).toBe("very-secret");
  expect(JSON.stringify(await skills.status("main"))).not.toContain("very-secret");

  expect(await skills.update("keyed", { enabled: false })).toEqual({ enabled: false });
  expect(await status()).toMatchObject({ eligible: false, disabled: true });
  await skills.update("keyed", { enabled: true, apiKey: "" });
  expect(await status()).toMatchObject({ eligible: false, disabled: false, hasApiKey: false });
  await expect(skills.update("none", { enabled: true })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(told).toHaveLength(3);
});

test("a program is installed by the package manager that the skill names, where there is one", async () => {
  const { skills, managed, tools, told } = await opened();
  const install = [
    { id: "go", kind: "go", module: "example.com/needed@latest", bins: ["needed"] },
    { id: "evil", kind: "go", module: "-toolexec=evil", bins: ["needed"] },
    { id: "brew", kind: "brew", formula: "needed", bins: ["needed"] },
    { id: "get", kind: "download", bins: ["needed"] },
  ];
  await writeSkill(managed, "needy", { requires: { bins: ["needed"] }, install });
  const arguments_ = join(tools, "arguments");
  await writeProgram(
    tools,
    "go",
    `echo "$@" > ${arguments_}; head -c 30000 /dev/zero | tr '\\0' x; cp "$0" ${tools}/needed`,
  );
  expect((await skills.status("main")).skills[0]?.install).toMatchObject([
    { id: "go", command: "go install example.com/needed@latest", available: true },
    { id: "evil", available: false },
    { id: "brew", command: "brew install needed", available: false },
    { id: "get", available: false },
  ]);

  const outcome = await skills.install("main", "needy", "go");
  expect(outcome).toMatchObject({ ok: true, code: 0, message: "Installed." });
  expect(outcome.stdout).toHaveLength(OUTPUT_LIMIT);
  expect((await readFile(arguments_, "utf8")).trim()).toBe("install example.com/needed@latest");
  expect(told).toEqual([{ reason: "install" }]);
  expect((await skills.status("main")).skills[0]).toMatchObject({ eligible: true });
  for (const way of ["evil", "brew", "get"]) {
    await expect(skills.install("main", "needy", way), way).rejects.toMatchObject({ code: "UNAVAILABLE" });
  }
  await expect(skills.install("main", "needy", "none")).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("an install that fails says what the program said, ends with the gateway, and gets none of our secrets", async () => {
  const { skills, managed, tools } = await opened({ env: { OPENAI_API_KEY: "secret", HOME: "/home/of-it" } });
  const install = [{ id: "go", kind: "go", module: "example.com/x" }];
  await writeSkill(managed, "needy", { install });
  await writeProgram(tools, "go", "echo no network >&2; exit 3");
  expect(await skills.install("main", "needy", "go")).toMatchObject({ ok: false, code: 3, stderr: "no network\n" });
  await writeProgram(tools, "go", "env");
  const { stdout } = await skills.install("main", "needy", "go");
  expect(stdout).toContain("HOME=/home/of-it");
  expect(stdout).not.toContain("secret");
  await writeProgram(tools, "go", "exec sleep 600");
  const running = skills.install("main", "needy", "go");
  skills.close();
  expect(await running).toMatchObject({ ok: false });
});

test("what was decided stands after a restart", async () => {
  const home = await temporaryFolder();
  const store = await temporaryStore(home);
  const secrets = new MemorySecrets();
  const options = { home, store, secrets, bundledSkills: BUNDLED };
  const first = await openTestGateway(options);
  await first.call("skills.update", { skillKey: "skill-writer", enabled: false, apiKey: "key" });
  await first.close();
  const second = await openTestGateway(options);
  const { skills } = await second.call("skills.status", { sessionKey: "agent:main:main" });
  expect(skills.find(({ skillKey }) => skillKey === "skill-writer")).toMatchObject({ disabled: true, hasApiKey: true });
  const card = await second.call("skills.skillCard", { skillKey: "skill-writer" });
  expect(card).toMatchObject({ schema: "openclaw.skills.skill-card.v1", skillKey: "skill-writer" });
});

async function opened({ bundled, env = {} }: { bundled?: string; env?: Record<string, string> } = {}) {
  const home = await temporaryFolder();
  const store = await temporaryStore(home);
  const agents = await AgentDirectory.open({ store: store.agents, home, clock: Date.now });
  const secrets = new MemorySecrets();
  const told: unknown[] = [];
  const tools = join(home, "programs");
  await mkdir(tools);
  const skills = new Skills({
    agents,
    settings: await SkillSettings.open({ store: store.settings, secrets }),
    emit: (_event, payload) => told.push(payload),
    home,
    bundled,
    machine: { platform: "linux", env: { NODE_ENV: "test", PATH: "", ...env }, programFolders: [tools] },
  });
  onTestFinished(() => skills.close());
  return { skills, secrets, told, tools, workspace: agents.workspaceOf("main"), managed: join(home, "skills") };
}

async function writeSkill(root: string, name: string, openclaw: object = {}): Promise<void> {
  await mkdir(join(root, name), { recursive: true });
  const head = JSON.stringify({ name, description: "What it does.", metadata: { openclaw } });
  await writeFile(join(root, name, "SKILL.md"), `---\n${head}\n---\n\n# How\n`);
}

async function writeProgram(folder: string, name: string, script = "true"): Promise<void> {
  const file = join(folder, name);
  await writeFile(file, `#!/bin/sh\nPATH=/usr/bin:/bin\n${script}\n`);
  await chmod(file, 0o755);
}

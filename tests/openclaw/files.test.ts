import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { reasonsOf, stateOf } from "../../components/panels/skills/skill-state.ts";
import { memoriesOf } from "../../hooks/use-memory.ts";
import { ownPath, SKILL_EVENTS } from "../../hooks/use-skills.ts";
import type { WireClient } from "../../server/hub/testing/wire-client.ts";
import { type RealStage, STAGE_MS, startRealStage } from "../support/real-stage.ts";
import { ask, openWire } from "../support/wire.ts";

let stage: RealStage;
let wire: WireClient;
let workspace: string;

beforeAll(async () => {
  stage = await startRealStage();
  wire = await openWire(stage.server);
  workspace = (await ask(wire, "skills.status", { agentId: "main" })).workspaceDir;
  await mkdir(join(workspace, "memory"), { recursive: true });
  await writeFile(join(workspace, "MEMORY.md"), "# Memory\n\nThe heron is grey.\n");
  await writeFile(join(workspace, "memory/2026-03-02.md"), "A note.\n");
}, STAGE_MS);

afterAll(async () => {
  await wire?.close();
  await stage?.[Symbol.asyncDispose]();
});

test("a real gateway's folders and files are listed and read as the workspace panel reads them", async () => {
  const root = await ask(wire, "agents.workspace.list", { agentId: "main", limit: 500 });
  const notes = await ask(wire, "agents.workspace.list", { agentId: "main", path: "memory", limit: 500 });
  expect(root.entries).toContainEqual(expect.objectContaining({ path: "memory", kind: "directory" }));
  expect(notes).toMatchObject({ path: "memory", parentPath: "", totalEntries: 1 });
  expect(memoriesOf([...root.entries, ...notes.entries]).map(({ path }) => path)).toEqual([
    "MEMORY.md",
    "memory/2026-03-02.md",
  ]);
  const { file } = await ask(wire, "agents.workspace.get", { agentId: "main", path: "memory/2026-03-02.md" });
  expect(file).toMatchObject({ encoding: "utf8", content: "A note.\n" });
  for (const [path, type] of [
    ["none.md", "workspace_file_not_found"],
    ["../openclaw.json", "workspace_path_invalid"],
  ]) {
    const refused = await wire.req("agents.workspace.get", { agentId: "main", path });
    expect(refused).toMatchObject({ ok: false, error: { details: { type } } });
  }
});

test("its memory is searched, and MEMORY.md is written over nothing but what was read", async () => {
  const { results } = await ask(wire, "memory.search", { agentId: "main", query: "heron" });
  expect(results).toContainEqual(expect.objectContaining({ path: "MEMORY.md", source: "memory" }));
  const { file } = await ask(wire, "agents.files.get", { agentId: "main", name: "MEMORY.md" });
  await writeFile(join(workspace, "MEMORY.md"), "# Theirs\n");
  const mine = { agentId: "main", name: "MEMORY.md", content: "# Mine\n" };
  const overtaken = await wire.req("agents.files.set", { ...mine, expectedHash: file.hash });
  expect(overtaken.ok).toBe(false);
  const theirs = await ask(wire, "agents.files.get", { agentId: "main", name: "MEMORY.md" });
  expect(theirs.file.content).toBe("# Theirs\n");
  await ask(wire, "agents.files.set", { ...mine, expectedHash: theirs.file.hash ?? "" });
});

test("its skills are read as the skills panel reads them, and switched", async () => {
  const status = () => ask(wire, "skills.status", { agentId: "main" });
  const { skills, workspaceDir } = await status();
  expect(skills.length).toBeGreaterThan(20);
  for (const skill of skills) {
    // Whatever keeps one from use is told in words.
    if (stateOf(skill) === "lacking") expect(reasonsOf(skill), skill.name).not.toEqual([]);
    for (const way of skill.install) expect(way).toMatchObject({ id: expect.any(String), bins: expect.any(Array) });
    expect(ownPath(skill.filePath, workspaceDir)).toBeNull();
  }
  const weather = async () => (await status()).skills.find(({ skillKey }) => skillKey === "weather");
  expect(await weather()).toMatchObject({ disabled: false });
  await ask(wire, "skills.update", { skillKey: "weather", enabled: false });
  // It takes its own configuration over a moment later, and tells that by the events that the panel reads again by.
  await wire.frame(({ event }) => SKILL_EVENTS.has(String(event)));
  await expect.poll(async () => (await weather())?.disabled).toBe(true);
});

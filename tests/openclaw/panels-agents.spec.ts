import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { open } from "../e2e/fixtures.ts";
import { converse } from "../e2e/seed.ts";
import type { OpenClaw } from "../support/openclaw.ts";
import { expect, expectSound, onPhone, test } from "./fixtures.ts";

test("Agents: one is made, its files are written over nobody's words, and it is deleted", async ({ stage, page }) => {
  const { server, openclaw } = stage;
  const main = page.getByRole("main");
  const dialog = page.getByRole("dialog");
  const ids = async () => {
    const { agents } = await openclaw.ask<{ agents: { id: string }[] }>("agents.list", {});
    return agents.map(({ id }) => id);
  };
  await open(page, server, "/agents");
  await main.getByRole("button", { name: "New agent" }).click();
  await dialog.getByLabel("Name").fill("Scout");
  await dialog.getByRole("button", { name: "Create agent" }).click();
  await expect(page).toHaveURL(/\/agents\/scout$/);
  await expect.poll(ids).toContain("scout");

  const region = main.getByRole("region", { name: "SOUL.md" });
  const text = main.getByRole("textbox", { name: "Text of SOUL.md" });
  const soul = () => contentOf(openclaw, "scout", "SOUL.md");
  await test.step("a file is looked over and saved", async () => {
    await page.goto(`${server.url}/agents/scout/files/SOUL.md`);
    await text.fill("Be brief.\n");
    await text.press("Control+s");
    await expect(region).toContainText("Added: Be brief.");
    await region.getByRole("button", { name: "Save", exact: true }).click();
    await expect(region.getByText("Saved", { exact: true })).toBeVisible();
    expect(await soul()).toBe("Be brief.\n");
  });

  await onPhone(page);

  await test.step("what somebody wrote meanwhile is not overwritten unseen", async () => {
    await text.fill("Be bold.\n");
    await openclaw.ask("agents.files.set", { agentId: "scout", name: "SOUL.md", content: "Be calm.\n" });
    await region.getByRole("button", { name: "Review changes" }).click();
    await region.getByRole("button", { name: "Save", exact: true }).click();
    await expect(region).toContainText("Somebody else changed this file");
    expect(await soul()).toBe("Be calm.\n");
    await region.getByRole("button", { name: "Keep mine …" }).click();
    await region.getByRole("button", { name: "Save", exact: true }).click();
    await expect(region.getByText("Saved", { exact: true })).toBeVisible();
    expect(await soul()).toBe("Be bold.\n");
    await expectSound(page);
  });

  await test.step("whom it answers stands in the gateway's configuration", async () => {
    await page.goto(`${server.url}/agents/scout`);
    await main.getByRole("link", { name: "bindings", exact: true }).click();
    await expect(page).toHaveURL(/\/config\?at=bindings$/);
    await expect(main.getByRole("navigation", { name: "Part" })).toContainText(/bindings/i);
  });

  await test.step("deleted after a question", async () => {
    await page.goto(`${server.url}/agents/scout`);
    await main.getByRole("button", { name: "More for Scout" }).click();
    await page.getByRole("menuitem", { name: "Delete …" }).click();
    await dialog.getByRole("button", { name: "Delete agent" }).click();
    await expect(page).toHaveURL(/\/agents$/);
    await expect.poll(ids).not.toContain("scout");
    await expect(main.getByRole("link", { name: "Scout" })).toHaveCount(0);
  });
  await expectSound(page);
});

test("Workspace: what the agent wrote is seen, and what may not be written says so", async ({ stage, page }) => {
  const { server, openclaw } = stage;
  await writeFile(join(await workspaceOf(openclaw), "plan.txt"), "First the plan.\n");
  await open(page, server, "/workspace");
  const main = page.getByRole("main");
  const files = main.getByRole("navigation", { name: "Files" });
  await files.getByRole("link", { name: "plan.txt" }).click();
  await expect(page).toHaveURL(/\/workspace\/main\/plan\.txt$/);
  await expect(main.getByRole("region", { name: "plan.txt" })).toContainText("Read only on this gateway");
  await expect(main.getByRole("textbox", { name: "Text of plan.txt" })).toHaveText("First the plan.");

  await test.step("a run's files are there once it has ended", async () => {
    const written = { command: "mkdir -p found && echo Here. > found/by-the-agent.md && echo Then. > plan.txt" };
    await converse(server, "agent:main:writer", `call exec ${JSON.stringify(written)}`);
    await expect(files.getByRole("button", { name: "found", exact: true })).toBeVisible();
    await expect(main.getByRole("textbox", { name: "Text of plan.txt" })).toHaveText("Then.");
  });

  await onPhone(page);
  await page.goto(`${server.url}/workspace`);
  await files.getByRole("button", { name: "found", exact: true }).click();
  await files.getByRole("link", { name: "by-the-agent.md" }).click();
  await expect(main.getByRole("region", { name: "found/by-the-agent.md" })).toContainText("Here.");
  await expectSound(page);
  await page.goto(`${server.url}/workspace/main/none.md`);
  await expect(main).toContainText("This file is not there");
});

test("Memory: it is listed and searched by the gateway, and MEMORY.md is corrected", async ({ stage, page }) => {
  const { server, openclaw } = stage;
  const workspace = await workspaceOf(openclaw);
  await mkdir(join(workspace, "memory"), { recursive: true });
  await writeFile(join(workspace, "MEMORY.md"), "# Memory\n\nThe heron is grey.\n");
  await writeFile(join(workspace, "memory/2026-03-02.md"), "The otter was seen.\n");
  await open(page, server, "/memory");
  const main = page.getByRole("main");
  await expect(main.getByRole("navigation", { name: "Memories" }).getByRole("link")).toHaveText([
    /^MEMORY\.md/,
    /^2026-03-02/,
  ]);
  await main.getByRole("searchbox", { name: "Search the memory" }).fill("heron");
  const hits = main.getByRole("region", { name: "Hits" }).getByRole("link");
  await expect(hits.first()).toContainText("MEMORY.md");
  await hits.first().click();
  await expect(page).toHaveURL(/\/memory\/main\/MEMORY\.md/);

  await onPhone(page);
  const text = main.getByRole("textbox", { name: "Text of MEMORY.md" });
  await text.fill("The heron is white.\n");
  await main.getByRole("button", { name: "Review changes" }).click();
  await main.getByRole("button", { name: "Save", exact: true }).click();
  await expect(main.getByText("Saved", { exact: true })).toBeVisible();
  expect(await contentOf(openclaw, "main", "MEMORY.md")).toBe("The heron is white.\n");
  await expectSound(page);
  await page.goto(`${server.url}/memory/main/memory/2026-03-02.md`);
  await expect(main.getByRole("region", { name: "memory/2026-03-02.md" })).toContainText("Read only on this gateway");
});

test("Skills: they are the gateway's own, switched off and on again", async ({ stage, page }) => {
  const { server, openclaw } = stage;
  const theirs = async () => {
    const { skills } = await openclaw.ask<{ skills: { skillKey: string; disabled: boolean }[] }>("skills.status", {});
    return skills;
  };
  await open(page, server, "/skills");
  const main = page.getByRole("main");
  await expect(main.getByRole("listitem")).toHaveCount((await theirs()).length);
  await main.getByRole("searchbox", { name: "Filter the skills" }).fill("weather");
  await main
    .getByRole("link", { name: /^.?\s*weather/i })
    .first()
    .click();
  const skill = main.getByRole("article", { name: "weather" });
  const told = skill.getByRole("switch", { name: "Told to agents" });
  await expect(told).toBeChecked();
  await told.click();
  await expect.poll(async () => (await theirs()).find(({ skillKey }) => skillKey === "weather")?.disabled).toBe(true);
  await expect(skill.getByText("Off", { exact: true })).toBeVisible();

  await onPhone(page);
  await expect(told).toBeEnabled();
  await told.click();
  await expect.poll(async () => (await theirs()).find(({ skillKey }) => skillKey === "weather")?.disabled).toBe(false);
  await expect(told).toBeChecked();
  await expectSound(page);
});

async function workspaceOf(openclaw: OpenClaw): Promise<string> {
  return (await openclaw.ask<{ workspaceDir: string }>("skills.status", { agentId: "main" })).workspaceDir;
}

/** A file of an agent as the gateway has it. */
async function contentOf(openclaw: OpenClaw, agentId: string, name: string): Promise<string | undefined> {
  const { file } = await openclaw.ask<{ file: { content?: string } }>("agents.files.get", { agentId, name });
  return file.content;
}

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, expectAccessible, open, test } from "./fixtures.ts";

const SKILL = `---
name: cards
description: "Read and move cards."
metadata: { openclaw: { primaryEnv: CARDS_KEY, requires: { bins: [cards-cli], env: [CARDS_KEY] }, install: [{ id: brew, kind: brew, formula: cards-cli, bins: [cards-cli], label: Install the cards CLI }] } }
---

# Cards

Move them with care.
`;

test("skills say what they lack and what to do; they are switched, given keys and read", async ({ server, page }) => {
  const folder = join(server.home, "agents/main/workspace/skills/cards");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "SKILL.md"), SKILL);

  await open(page, server, "/skills");
  const ready = page.getByRole("region", { name: "Ready" });
  const missing = page.getByRole("region", { name: "Missing something" });
  await expect(ready.getByRole("link")).toHaveText([/incident-review/, /memory-keeping/, /skill-writer/]);
  await expect(missing.getByRole("link", { name: /cards/ })).toContainText("the program cards-cli");

  await test.step("what is missing is named, with what to do and what it says", async () => {
    await missing.getByRole("link", { name: /cards/ }).click();
    const skill = page.getByRole("article", { name: "cards" });
    await expect(page).toHaveURL(/\/skills\/cards\?agent=main$/);
    await expect(skill).toContainText("Move them with care.");
    await expect(skill).toContainText("Install it on the gateway's machine");
    await expect(skill.getByRole("list", { name: "Ways to install" })).toContainText("brew install cards-cli");
  });

  await test.step("a key is kept, sealed, and never shown", async () => {
    const skill = page.getByRole("article", { name: "cards" });
    await expect(skill).toContainText("the variable CARDS_KEY");
    await skill.getByLabel("CARDS_KEY").fill("a-very-secret-key");
    await skill.getByRole("button", { name: "Keep the key" }).click();
    await expect(skill).toContainText("A key is kept.");
    await expect(skill).not.toContainText("the variable CARDS_KEY");
    await page.reload();
    await expect(skill).toContainText("A key is kept.");
    expect(await page.content()).not.toContain("a-very-secret-key");
    for (const name of ["vault", "mission-control.db"]) {
      expect(await readFile(join(server.home, name), "latin1")).not.toContain("a-very-secret-key");
    }
    await skill.getByRole("button", { name: "Remove the key" }).click();
    await expect(skill).toContainText("the variable CARDS_KEY");
  });

  await test.step("switched off on a phone, it is told to nobody", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole("link", { name: "All skills" }).click();
    await ready.getByRole("link", { name: /skill-writer/ }).click();
    const skill = page.getByRole("article", { name: "skill-writer" });
    await expect(skill).toContainText("Skill writer");
    await skill.getByRole("switch", { name: "Told to agents" }).click();
    await expect(skill.getByText("Off", { exact: true })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("link", { name: "All skills" }).click();
    await expect(page.getByRole("region", { name: "Switched off" }).getByRole("link")).toHaveText([/skill-writer/]);
    await page.getByRole("searchbox", { name: "Filter the skills" }).fill("cards move");
    await expect(page.getByRole("main").getByRole("listitem")).toHaveCount(1);
  });
});

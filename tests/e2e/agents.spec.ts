import { expect, expectAccessible, open, test } from "./fixtures.ts";
import { writeAgentFile } from "./seed.ts";

test("an agent's file is edited, looked over and saved, and nobody's words are overwritten", async ({
  server,
  page,
}) => {
  await open(page, server, "/agents/main/files/SOUL.md");
  const text = page.getByRole("textbox", { name: "Text of SOUL.md" });
  const file = page.getByRole("region", { name: "SOUL.md" });
  await expect(text).toBeEditable();

  await test.step("the changes are shown before they are saved", async () => {
    await text.fill("Be brief.\nBe kind.\n");
    await expect(file).toContainText("Not saved");
    await expect(page.getByRole("navigation", { name: "Files" }).getByRole("link", { name: /SOUL\.md/ })).toContainText(
      "edited",
    );
    await text.press("Control+s");
    await expect(file).toContainText("Added: Be kind.");
    await expect(file).toContainText("2 added");
    await file.getByRole("button", { name: "Keep editing" }).click();
    await file.getByRole("button", { name: "Review changes" }).click();
    await file.getByRole("button", { name: "Save", exact: true }).click();
    await expect(file.getByText("Saved", { exact: true })).toBeVisible();
    await page.reload();
    await expect(text).toHaveText("Be brief.Be kind.");
  });

  await test.step("somebody else's change is not overwritten", async () => {
    await text.fill("Be brief.\nBe bold.\n");
    await writeAgentFile(server, "SOUL.md", "Be brief.\nBe calm.\n");
    await expect(file).toContainText("Somebody else changed this file");
    await expect(file).toContainText("Removed: Be calm.");
    await expect(file).toContainText("Added: Be bold.");
    await file.getByRole("radio", { name: "What they changed" }).click();
    await expect(file).toContainText("Added: Be calm.");
    await file.getByRole("button", { name: "Keep mine …" }).click();
    await file.getByRole("button", { name: "Save", exact: true }).click();
    await expect(file.getByText("Saved", { exact: true })).toBeVisible();
    await page.reload();
    await expect(text).toHaveText("Be brief.Be bold.");
  });
});

test("an agent is made, changed, talked to and deleted", async ({ server, page }) => {
  await open(page, server, "/agents");
  await page.getByRole("button", { name: "New agent" }).click();
  const form = page.getByRole("dialog", { name: "New agent" });
  await form.getByLabel("Name").fill("Scout");
  await form.getByLabel("Emoji").fill("🔭");
  await form.getByRole("button", { name: "Create agent" }).click();
  await expect(page).toHaveURL(/\/agents\/scout$/);

  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Pathfinder");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Pathfinder");

  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("button", { name: "Add binding" }).click();
  const binding = page.getByRole("dialog", { name: "Whom Pathfinder answers" });
  await binding.getByLabel("Channel", { exact: true }).fill("Webhook");
  await expectAccessible(page);
  await binding.getByRole("button", { name: "Add binding" }).click();
  const answers = page.getByRole("list", { name: "Whom Pathfinder answers" });
  await expect(answers.getByRole("listitem")).toHaveText(["everybody on webhook"]);
  await answers.getByRole("button", { name: "Stop answering everybody on webhook" }).click();
  await expect(page.getByText("No binding: by channels nobody reaches it.")).toBeVisible();
  await page.setViewportSize({ width: 1440, height: 900 });

  await page.getByRole("tab", { name: "Tools" }).click();
  await expect(page).toHaveURL(/\/agents\/scout\/tools$/);
  await expect(page.getByRole("tabpanel")).toContainText("sessions_list");
  await page.getByRole("link", { name: "Chat", exact: true }).last().click();
  await expect(page).toHaveURL(/\/chat\/agent%3Ascout%3Amain$/);
  await page.goBack();

  await page.getByRole("button", { name: "More for Pathfinder" }).click();
  await page.getByRole("menuitem", { name: "Delete …" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete agent" }).click();
  await expect(page).toHaveURL(/\/agents$/);
  await expect(page.getByRole("link", { name: "Main", exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "Pathfinder" })).toHaveCount(0);
});

import { execFileSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, expectAccessible, open, test } from "./fixtures.ts";

const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

test("an agent's folder is seen as it changes, its files are written, compared, moved and deleted", async ({
  server,
  page,
}) => {
  test.setTimeout(120_000);
  const folder = join(server.home, "agents/main/workspace");
  await mkdir(join(folder, "src"));
  await writeFile(join(folder, "src/report.ts"), "export const total = 1;\n");
  await writeFile(join(folder, "pixel.png"), Buffer.from(PIXEL, "base64"));
  await writeFile(join(folder, "data.bin"), Buffer.from([0, 1]));
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", ...args], { cwd: folder, stdio: "ignore" });
  git("init", "-b", "main");
  git("add", ".");
  git("commit", "-m", "first");

  await open(page, server, "/workspace");
  const files = page.getByRole("navigation", { name: "Files" });
  const file = (name: string) => files.getByRole("link", { name });
  await expect(page.getByText("clean", { exact: true })).toBeVisible();

  await test.step("what agents write shows as it happens", async () => {
    await writeFile(join(folder, "found.md"), "# Found\n");
    await expect(file("found.md")).toContainText("Just made");
    await expect(file("found.md")).toContainText("Not known to git");
    await file("found.md").click();
    await expect(page).toHaveURL(/\/workspace\/main\/found\.md$/);
    await expect(file("found.md")).not.toContainText("Just made");
    await expect(page.getByRole("textbox", { name: "Text of found.md" })).toHaveText("# Found");
    await writeFile(join(folder, "found.md"), "# Found again\n");
    await expect(page.getByRole("textbox", { name: "Text of found.md" })).toHaveText("# Found again");
  });

  await test.step("a change is looked over, saved and compared with the last commit", async () => {
    await files.getByRole("button", { name: "src", exact: true }).click();
    await file("report.ts").click();
    const text = page.getByRole("textbox", { name: "Text of src/report.ts" });
    await text.fill("export const total = 2;");
    await text.press("Control+s");
    const region = page.getByRole("region", { name: "src/report.ts" });
    await expect(region).toContainText("Added: export const total = 2;");
    await region.getByRole("button", { name: "Save", exact: true }).click();
    await expect(region.getByText("Saved", { exact: true })).toBeVisible();
    await expect(file("report.ts")).toContainText("Modified since the last commit");
    await region.getByRole("button", { name: "Compare" }).click();
    await expect(page).toHaveURL(/diff=head$/);
    await expect(page.getByRole("region", { name: "Changes in src/report.ts" })).toContainText(
      "Removed: export const total = 1;",
    );
    await page.goBack();
    await expect(text).toHaveText("export const total = 2;");
  });

  await test.step("nobody's words are overwritten, also when the file goes", async () => {
    const text = page.getByRole("textbox", { name: "Text of src/report.ts" });
    await text.fill("mine");
    await writeFile(join(folder, "src/report.ts"), "theirs");
    const region = page.getByRole("region", { name: "src/report.ts" });
    await expect(region).toContainText("Somebody else changed this file");
    await region.getByRole("button", { name: "Take theirs" }).click();
    await expect(text).toHaveText("theirs");
  });

  await test.step("pictures are shown, and what is neither text nor picture says so", async () => {
    await file("pixel.png").click();
    await expect(page.getByRole("img", { name: "pixel.png" })).toBeVisible();
    await file("data.bin").click();
    await expect(page.getByText("This file is neither text nor a picture")).toBeVisible();
  });

  await test.step("a file is made, moved and deleted, on a phone too", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    const dialog = page.getByRole("dialog");
    await page.getByRole("button", { name: "New", exact: true }).click();
    await dialog.getByLabel("Path").fill("found.md");
    await dialog.getByRole("button", { name: "Make file" }).click();
    await expect(dialog).toContainText("There is something named found.md already");
    await dialog.getByLabel("Path").fill("notes/plan.md");
    await dialog.getByRole("button", { name: "Make file" }).click();
    await expect(page).toHaveURL(/\/workspace\/main\/notes\/plan\.md$/);
    await expectAccessible(page);
    await page.getByRole("button", { name: "More for plan.md" }).click();
    const saved = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: "Download" }).click();
    expect((await saved).suggestedFilename()).toBe("plan.md");
    await page.getByRole("button", { name: "More for plan.md" }).click();
    await page.getByRole("menuitem", { name: "Rename or move …" }).click();
    await dialog.getByLabel("New path").fill("plan.md");
    await dialog.getByRole("button", { name: "Rename" }).click();
    await expect(page).toHaveURL(/\/workspace\/main\/plan\.md$/);
    expect(await readFile(join(folder, "plan.md"), "utf8")).toBe("");
    await page.getByRole("button", { name: "More for plan.md" }).click();
    await page.getByRole("menuitem", { name: "Delete …" }).click();
    await dialog.getByRole("button", { name: "Delete file" }).click();
    await expect(page).toHaveURL(/\/workspace\/main$/);
    await expect(file("found.md")).toBeVisible();
    await expect(file("plan.md")).toHaveCount(0);
    await page.getByRole("button", { name: "More for the folder notes" }).click();
    await page.getByRole("menuitem", { name: "Delete …" }).click();
    await dialog.getByRole("button", { name: "Delete folder" }).click();
    await expect(files.getByRole("button", { name: "notes", exact: true })).toHaveCount(0);
    await page.goto(`${server.url}/workspace/main/plan.md`);
    await expect(page.getByText("This file is not there")).toBeVisible();
  });
});

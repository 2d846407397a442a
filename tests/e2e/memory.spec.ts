import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, expectAccessible, open, test } from "./fixtures.ts";

test("what an agent remembers is listed, found, read and corrected", async ({ server, page }) => {
  const folder = join(server.home, "agents/main/workspace");
  await mkdir(join(folder, "memory"));
  await writeFile(join(folder, "MEMORY.md"), "# Memory\n\nReleases go out on Tuesday.\n");
  await writeFile(join(folder, "memory/2026-03-02.md"), "The café is closed on Tuesday.\n");
  await writeFile(join(folder, "memory/2026-04-01.md"), "Nothing happened.\n");

  await open(page, server, "/memory");
  const memories = page.getByRole("navigation", { name: "Memories" });
  await expect(memories.getByRole("link")).toHaveText([/^MEMORY\.md/, /^2026-04-01/, /^2026-03-02/]);

  await test.step("words lead to the places where they stand", async () => {
    await page.getByRole("searchbox", { name: "Search the memory" }).fill("cafe tuesday");
    const hits = page.getByRole("region", { name: "Hits" }).getByRole("link");
    await expect(hits).toHaveText([/memory\/2026-03-02\.md.*line/s, /MEMORY\.md/]);
    await expect(page).toHaveURL(/q=cafe/);
    await hits.first().click();
    await expect(page).toHaveURL(/\/memory\/main\/memory\/2026-03-02\.md\?q=/);
    await expect(page.getByRole("textbox", { name: "Text of memory/2026-03-02.md" })).toHaveText(
      "The café is closed on Tuesday.",
    );
    await expect(hits).toHaveCount(2);
  });

  await test.step("it is read as the person wrote it, and the address says so", async () => {
    await page.getByRole("radio", { name: "Read" }).click();
    await expect(page).toHaveURL(/look=read/);
    await expect(page.getByRole("paragraph").filter({ hasText: "The café is closed" })).toBeVisible();
    await page.getByRole("radio", { name: "Write" }).click();
  });

  await test.step("a memory is corrected, and what agents write shows by itself", async () => {
    const text = page.getByRole("textbox", { name: "Text of memory/2026-03-02.md" });
    await text.fill("The café is open.");
    await text.press("Control+s");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByText("Saved", { exact: true })).toBeVisible();
    await page.getByRole("searchbox", { name: "Search the memory" }).fill("");
    await writeFile(join(folder, "memory/2026-05-05.md"), "New.\n");
    await expect(memories.getByRole("link", { name: /^2026-05-05/ })).toBeVisible();
  });

  await test.step("a note of today is begun on a phone", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole("link", { name: "Today's note" }).click();
    const text = page.getByRole("textbox", { name: /^Text of memory\/\d{4}-\d{2}-\d{2}\.md$/ });
    await expect(page.getByText("Not there yet: saving makes it")).toBeVisible();
    await expectAccessible(page);
    await text.fill("Begun.");
    await page.getByRole("button", { name: "Review changes" }).click();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByText("Saved", { exact: true })).toBeVisible();
    await page.getByRole("link", { name: "All files" }).click();
    await expect(memories.getByRole("link")).toHaveCount(5);
  });
});

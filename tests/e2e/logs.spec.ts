import type { Page } from "@playwright/test";
import { expect, open, test } from "./fixtures.ts";
import { converse } from "./seed.ts";

test("the log is searched, narrowed, paused and led back to the run", async ({ modelServer, page }) => {
  const { server } = modelServer;
  await converse(server, "agent:main:chat-apples", "let us talk about apples");
  await open(page, server, "/logs");
  const search = page.getByRole("searchbox", { name: "Search the log" });
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await expect(lines(page).first()).toBeVisible();
  const all = await total(page);

  await test.step("a regular expression that is none says so; one that is finds", async () => {
    await page.keyboard.press("/");
    await expect(search).toBeFocused();
    await page.getByRole("button", { name: "Regular expression" }).click();
    await search.fill("run (");
    await expect(page.getByRole("main").getByRole("alert")).toBeVisible();
    await expect(search).toHaveAttribute("aria-invalid", "true");
    await search.fill("^run (start|end)ed$");
    await expect(page.getByRole("main").getByRole("alert")).toBeHidden();
    await expect(page.getByText(/^\d+ found · searched/)).toBeVisible();
    await expect(lines(page)).not.toHaveCount(0);
    for (const line of await lines(page).all()) await expect(line).toContainText(/run (start|end)ed/);
    await expect(page).toHaveURL(/regex=true/);
  });

  await test.step("the address shows the same to somebody else", async () => {
    const shown = await lines(page).count();
    await page.reload();
    await expect(search).toHaveValue("^run (start|end)ed$");
    await expect(page.getByRole("button", { name: "Regular expression" })).toHaveAttribute("aria-pressed", "true");
    await expect(lines(page)).toHaveCount(shown);
  });

  await test.step("a line leads to its run, and its run to the chat", async () => {
    await lines(page).first().click();
    const line = page.getByRole("complementary", { name: "Log line" });
    await line.getByRole("button", { name: "This run's lines only" }).click();
    await expect(page).toHaveURL(/run=/);
    await expect(line.getByRole("link", { name: "Open in Chat" })).toHaveAttribute("href", /chat-apples$/);
    await page.getByRole("button", { name: "Clear filters" }).click();
    await expect(page).not.toHaveURL(/run=|q=|regex=/);
    await line.getByRole("button", { name: "Close" }).click();
    await expect.poll(() => total(page)).toBeGreaterThanOrEqual(all);
  });

  await test.step("levels narrow", async () => {
    const errors = page.getByRole("button", { name: /^Error/ });
    await errors.click();
    await expect(errors).toHaveAttribute("aria-pressed", "true");
    await expect(page).toHaveURL(/level=error/);
    await errors.click();
    await expect(page).not.toHaveURL(/level=/);
    await expect.poll(async () => (await lines(page).count()) - (await total(page))).toBe(0);
  });

  await test.step("paused, it stands still and counts what came", async () => {
    await page.getByRole("button", { name: "Pause", exact: true }).click();
    const before = await lines(page).count();
    await converse(server, "agent:main:chat-pears", "let us talk about pears");
    const waiting = page.getByRole("button", { name: /^\d+ new$/ });
    await expect(waiting).toBeVisible();
    await expect(lines(page)).toHaveCount(before);
    await waiting.click();
    await expect(page.getByText("Live", { exact: true })).toBeVisible();
    await expect(lines(page)).toHaveCount(before + 2);
  });

  await test.step("what is shown can be saved", async () => {
    await page.getByRole("button", { name: "Download what is shown" }).click();
    const saved = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: /JSON lines/ }).click();
    expect((await saved).suggestedFilename()).toMatch(/^mission-control-.+\.jsonl$/);
  });
});

function lines(page: Page) {
  return page.getByRole("listbox", { name: "Log lines" }).getByRole("option");
}

/** How many lines the foot says there are. */
async function total(page: Page): Promise<number> {
  const said = await page.getByText(/^[\d,]+ lines$/).textContent();
  return Number(said?.replaceAll(/\D/g, ""));
}

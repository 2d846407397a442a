import type { Page } from "@playwright/test";
import { expect, open, test } from "./fixtures.ts";
import { converse } from "./seed.ts";

test("sessions are found, narrowed, pinned, put away and deleted", async ({ modelServer, page }) => {
  const { server } = modelServer;
  for (const name of ["apples", "pears", "plums"])
    await converse(server, `agent:main:chat-${name}`, `let us talk about ${name}`);
  await open(page, server, "/sessions");
  await expect(row(page, "apples")).toBeVisible();
  await expect(row(page, "plums")).toBeVisible();

  await test.step("the search finds rows and words of any transcript, and is in the address", async () => {
    const search = page.getByRole("searchbox", { name: "Search sessions and transcripts" });
    await page.keyboard.press("/");
    await expect(search).toBeFocused();
    await search.fill("pears");
    await expect(row(page, "apples")).toBeHidden();
    await expect(page.getByRole("link", { name: "You said: let us talk about pears" })).toBeVisible();
    await expect(page).toHaveURL(/q=pears/);
    await page.reload();
    await expect(search).toHaveValue("pears");
    await page.getByRole("link", { name: "You said: let us talk about pears" }).click();
    await expect(page).toHaveURL(/\/chat\/agent%3Amain%3Achat-pears/);
    await expect(
      page.getByRole("log", { name: "Conversation" }).getByText("You said: let us talk about pears"),
    ).toBeInViewport();
    await page.goBack();
    await page.getByRole("button", { name: "Clear the search" }).click();
    await expect(row(page, "apples")).toBeVisible();
  });

  await test.step("a pinned one stays on top", async () => {
    await choose(page, "apples", "Pin");
    await expect(row(page, "apples").getByLabel("Pinned")).toBeVisible();
    // Rows keep their places under the pointer.
    await page.getByRole("heading", { level: 1, name: "Sessions" }).hover();
    await expect(page.getByRole("table", { name: "Sessions" }).getByRole("row").nth(1)).toContainText("apples");
    await page.getByRole("radio", { name: "Pinned" }).click();
    await expect(page).toHaveURL(/state=pinned/);
    await expect(row(page, "plums")).toBeHidden();
    await page.getByRole("radio", { name: "All" }).click();
  });

  await test.step("an archived one is out of sight and can be brought back", async () => {
    await choose(page, "plums", "Archive");
    await expect(row(page, "plums")).toBeHidden();
    await page.getByRole("button", { name: /^Filter/ }).click();
    await page.getByRole("menuitemcheckbox", { name: "Archived only" }).click();
    await expect(page).toHaveURL(/show=archived/);
    await expect(row(page, "plums")).toBeVisible();
    await expect(row(page, "apples")).toBeHidden();
    await choose(page, "plums", "Bring back");
    await expect(row(page, "plums")).toBeHidden();
    await page.goto(`${server.url}/sessions`);
    await expect(row(page, "plums")).toBeVisible();
  });

  await test.step("several are deleted at once, after a question", async () => {
    await row(page, "plums").getByRole("checkbox").click();
    await row(page, "pears").getByRole("checkbox").click();
    await expect(page.getByText("2 selected")).toBeVisible();
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    const question = page.getByRole("dialog");
    await expect(question).toContainText("Delete 2 sessions?");
    await question.getByRole("button", { name: "Delete" }).click();
    await expect(question).toBeHidden();
    await expect(row(page, "plums")).toBeHidden();
    await expect(row(page, "pears")).toBeHidden();
    await page.reload();
    await expect(row(page, "apples")).toBeVisible();
    await expect(row(page, "plums")).toBeHidden();
  });
});

test("a session's details have an address, and lead to its chat and its log", async ({ modelServer, page }) => {
  const { server } = modelServer;
  await converse(server, "agent:main:chat-apples", "let us talk about apples");
  await open(page, server, "/sessions/agent%3Amain%3Achat-apples");
  const details = page.getByRole("complementary", { name: "Session details" });
  await expect(details).toContainText("You said: let us talk about apples");
  await expect(details).toContainText("agent:main:chat-apples");
  await details.getByRole("link", { name: "Its log" }).click();
  await expect(page).toHaveURL(/\/logs\?session=agent/);
  await expect(page.getByRole("listbox", { name: "Log lines" }).getByRole("option").first()).toBeVisible();
  await page.goBack();
  await page.keyboard.press("Escape");
  await expect(details).toBeHidden();
  await expect(page).toHaveURL(/\/sessions$/);
});

test("what happens elsewhere shows by itself, under the pointer only when asked for", async ({ modelServer, page }) => {
  const { server } = modelServer;
  await converse(server, "agent:main:chat-apples", "let us talk about apples");
  await open(page, server, "/sessions");
  await expect(row(page, "apples")).toBeVisible();
  await page.getByRole("heading", { level: 1, name: "Sessions" }).hover();
  await converse(server, "agent:main:chat-pears", "let us talk about pears");
  await expect(row(page, "pears")).toBeVisible();

  await row(page, "apples").hover();
  await converse(server, "agent:main:chat-plums", "let us talk about plums");
  await page.getByRole("button", { name: "1 new" }).click();
  await expect(row(page, "plums")).toBeVisible();
});

function row(page: Page, words: string) {
  return page
    .getByRole("table", { name: "Sessions" })
    .getByRole("row")
    .filter({ has: page.getByRole("link", { name: `let us talk about ${words}`, exact: true }) });
}

async function choose(page: Page, words: string, command: string): Promise<void> {
  await row(page, words)
    .getByRole("button", { name: /^Actions for/ })
    .click();
  await page.getByRole("menuitem", { name: command, exact: true }).click();
}

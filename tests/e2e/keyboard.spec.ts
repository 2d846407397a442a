import type { Page } from "@playwright/test";
import { answers, composer, expect, NEW_CHAT, open, questions, test } from "./fixtures.ts";
import { converse } from "./seed.ts";

test("a chat is led by the keyboard alone", async ({ modelServer, page }) => {
  const { server, models } = modelServer;
  const { keyboard } = page;
  await open(page, server, NEW_CHAT);
  await expect(composer(page)).toBeFocused();

  await keyboard.type("one");
  await keyboard.press("Shift+Enter");
  await keyboard.type("two");
  await expect(composer(page)).toHaveValue("one\ntwo");
  await keyboard.press("Enter");
  await expect(answers(page)).toContainText("You said: one two");

  await keyboard.type("stall after 4");
  await keyboard.press("Enter");
  await expect(answers(page).last()).toContainText("2 3");
  await keyboard.press("Escape");
  await expect(answers(page).last()).toContainText("You stopped this answer.");
  expect(await (await models.exchange(1)).closed).toBe("broken");

  await keyboard.press("ArrowUp");
  await expect(composer(page)).toHaveValue("stall after 4");
  await keyboard.press("Escape");
  await expect(composer(page)).toHaveValue("");

  const find = page.getByRole("textbox", { name: "Find in this conversation" });
  await keyboard.press("Control+f");
  await expect(find).toBeFocused();
  await keyboard.type("one");
  await expect(find).toHaveValue("one");
  await keyboard.press("Escape");

  await test.step("a message's actions are reached by Tab", async () => {
    await page.getByRole("log", { name: "Conversation" }).press("Home");
    await tabTo(page, "Edit and send again");
    await keyboard.press("Enter");
    await expect(composer(page)).toBeFocused();
    await keyboard.press("Control+a");
    await keyboard.type("three");
    await keyboard.press("Enter");
    await expect(questions(page)).toHaveCount(1);
    await expect(answers(page)).toContainText("You said: three");
  });
});

test("everything is reached from the palette", async ({ modelServer, page }) => {
  const { server } = modelServer;
  const { keyboard } = page;
  await converse(server, "agent:main:chat-apples", "let us talk about apples");
  await open(page, server);
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();

  await keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Search or do" });
  await expect(palette.getByRole("combobox")).toBeFocused();
  await keyboard.type("logs");
  await keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Logs" })).toBeVisible();
  await expect(palette).toBeHidden();

  await keyboard.press("Control+k");
  await keyboard.type("apples");
  await expect(palette.getByRole("option", { name: /talk about apples/ })).toBeVisible();
  await keyboard.press("Enter");
  await expect(page).toHaveURL(/chat-apples$/);

  await keyboard.press("Control+k");
  await keyboard.type("theme dark");
  await keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");

  await keyboard.press("Control+k");
  await expect(palette).toBeVisible();
  await keyboard.press("Escape");
  await expect(palette).toBeHidden();
});

test("panels are a jump away, and the keys are told", async ({ server, page }) => {
  const { keyboard } = page;
  await open(page, server);
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  for (const [key, name] of Object.entries({ s: "Sessions", a: "Agents", l: "Logs", o: "Overview" })) {
    await keyboard.press("g");
    await keyboard.press(key);
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  }
  await keyboard.press("Shift+?");
  const sheet = page.getByRole("dialog", { name: "Shortcuts" });
  await expect(sheet).toContainText("Search, jump, do");
  await keyboard.press("Escape");
  await expect(sheet).toBeHidden();

  await keyboard.press("g");
  await keyboard.press("c");
  await expect(composer(page)).toBeFocused();
  await keyboard.type("g s stays here");
  await expect(composer(page)).toHaveValue("g s stays here");
});

test("sessions are chosen, looked into, named and deleted with keys", async ({ modelServer, page }) => {
  const { server } = modelServer;
  const { keyboard } = page;
  for (const name of ["apples", "pears"])
    await converse(server, `agent:main:chat-${name}`, `let us talk about ${name}`);
  await open(page, server, "/sessions");
  await expect(page.getByRole("link", { name: "let us talk about pears", exact: true })).toBeVisible();

  await keyboard.press("j");
  await expect(page.getByRole("link", { name: "let us talk about pears", exact: true })).toBeFocused();
  await keyboard.press("Space");
  await expect(page.getByRole("complementary", { name: "Session details" })).toBeVisible();
  await keyboard.press("Escape");
  await keyboard.press("e");
  await keyboard.type("Pears");
  await keyboard.press("Enter");
  await expect(page.getByRole("link", { name: "Pears", exact: true })).toBeVisible();
  await keyboard.press("#");
  await expect(page.getByRole("dialog")).toContainText("Delete “Pears”?");
  await tabTo(page, "Delete");
  await keyboard.press("Enter");
  await expect(page.getByRole("link", { name: "Pears", exact: true })).toBeHidden();
});

/** Presses Tab until a button has the focus. @throws when a hundred presses do not lead there */
async function tabTo(page: Page, button: string): Promise<void> {
  for (let presses = 0; presses < 100; presses++) {
    await page.keyboard.press("Tab");
    const name = await page.evaluate(
      () => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent,
    );
    if (name?.trim() === button) return;
  }
  throw new Error(`Tab does not lead to “${button}”`);
}

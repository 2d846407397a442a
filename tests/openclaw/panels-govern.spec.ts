import { readFile } from "node:fs/promises";
import { open } from "../e2e/fixtures.ts";
import { converse } from "../e2e/seed.ts";
import { expect, expectSound, onPhone, test } from "./fixtures.ts";

interface Config {
  path: string;
  hash: string;
  parsed: { logging?: { consoleLevel?: string; consoleStyle?: string } };
}

test("Config: a setting is changed in the form, saved over nobody's words, and no secret is shown or lost", async ({
  stage,
  page,
}) => {
  const { server, openclaw } = stage;
  const theirs = () => openclaw.ask<Config>("config.get", {});
  await open(page, server, "/config");
  const main = page.getByRole("main");
  const dialog = page.getByRole("dialog");
  const level = main.getByRole("combobox");

  await test.step("the parts are the gateway's", async () => {
    await main.getByRole("button", { name: /^Logging/ }).click();
    await expect(page).toHaveURL(/at=logging/);
    await page.goto(`${server.url}/config?at=logging.consoleLevel`);
    await level.selectOption("warn");
    await main.getByRole("radio", { name: "JSON5" }).click();
    await expect(main.getByRole("textbox", { name: "Configuration, JSON5" })).toContainText("warn");
    expect(await page.content()).not.toContain(openclaw.token);
    await main.getByRole("radio", { name: "Form" }).click();
  });

  await test.step("what is said of comments is true", async () => {
    await main.getByRole("button", { name: "Review and save" }).click();
    await expect(dialog).toContainText("comments in it are not kept");
    await expectSound(page);
    await dialog.getByRole("button", { name: "Save", exact: true }).click();
    await expect(dialog).toBeHidden();
    const { parsed, path } = await theirs();
    expect(parsed.logging).toMatchObject({ consoleLevel: "warn" });
    expect(await readFile(path, "utf8")).toContain(openclaw.token);
  });

  await onPhone(page);

  await test.step("another save meanwhile is not overwritten: both stand", async () => {
    await level.selectOption("error");
    const { hash } = await theirs();
    await openclaw.ask("config.patch", { raw: JSON.stringify({ logging: { consoleStyle: "json" } }), baseHash: hash });
    await expect(main).toContainText("your changes stand on theirs now");
    expect((await theirs()).parsed.logging).toMatchObject({ consoleLevel: "warn", consoleStyle: "json" });
    await expectSound(page);
    await main.getByRole("button", { name: "Review and save" }).click();
    await dialog.getByRole("button", { name: "Save", exact: true }).click();
    await expect(dialog).toBeHidden();
    expect((await theirs()).parsed.logging).toMatchObject({ consoleLevel: "error", consoleStyle: "json" });
  });
});

test("Config: a model's key is tried, given and removed, and never told again", async ({ stage, page }) => {
  const { server, openclaw } = stage;
  const key = "sk-ant-not-a-key-of-anybody-0123456789";
  const theirs = () => openclaw.ask<{ providers: { provider: string; profiles: object[] }[] }>("models.authStatus", {});
  await open(page, server, "/config?view=keys");
  const main = page.getByRole("main");
  const dialog = page.getByRole("dialog");
  const providers = main.getByRole("list", { name: "Providers of models" }).getByRole("listitem");
  const claude = providers.filter({ hasText: "Claude" });
  await expect(providers).toHaveText([/tests.*Has a key.*API key, in the gateway's configuration/]);
  await main.getByRole("button", { name: "Probe tests" }).click();
  await expect(providers.getByRole("status")).toHaveText(/^A model answered in [\d.]+ s$/, { timeout: 60_000 });

  await test.step("a key is given", async () => {
    await main.getByRole("button", { name: "Add key" }).click();
    await dialog.getByLabel("Provider").selectOption("anthropic");
    await dialog.getByLabel("API key").fill(key);
    await expectSound(page);
    await dialog.getByLabel("API key").press("Enter");
    await expect(dialog).toBeHidden();
    await expect(claude).toContainText("API key, kept by the gateway");
    const { providers } = await theirs();
    expect(providers.find(({ provider }) => provider === "anthropic")?.profiles).toHaveLength(1);
    expect(await page.content()).not.toContain(key);
    expect(page.url()).not.toContain(key);
  });

  await onPhone(page);
  await claude.getByRole("button", { name: "What to do with Claude" }).click();
  await page.getByRole("menuitem", { name: "Remove the key" }).click();
  await expect(dialog).toContainText("The gateway forgets it");
  await dialog.getByRole("button", { name: "Remove key" }).click();
  await expect(dialog).toBeHidden();
  await expect(claude).toHaveCount(0);
  expect((await theirs()).providers.map(({ provider }) => provider)).toEqual(["tests"]);
  await expectSound(page);
});

test("Debug: a method of the gateway is called with its params completed", async ({ stage, page }) => {
  await open(page, stage.server, "/debug");
  const main = page.getByRole("main");
  const find = main.getByRole("searchbox", { name: "Find a method" });
  const send = main.getByRole("button", { name: "Send" });
  const answer = main.getByRole("region", { name: "Answer" });

  await find.fill("logs tail");
  await find.press("Enter");
  await expect(page).toHaveURL(/method=logs\.tail/);
  const editor = main.getByRole("textbox", { name: "Params of logs.tail" });
  await editor.fill("{}");
  await editor.press("ArrowLeft");
  await editor.pressSequentially('"lim');
  await expect(page.getByRole("option", { name: '"limit"' })).toBeVisible();
  await editor.press("Escape");
  await editor.fill('{"limit": 2}');
  await send.click();
  await expect(answer).toContainText("openclaw.log");

  await onPhone(page);
  await test.step("what it refuses is told with its code", async () => {
    await editor.fill('{"cursor": -1}');
    await expect(main).toContainText("cursor");
    await expectSound(page);
  });
});

test("Gateways: it is what it is said to be, and a wrong token is told as one", async ({ stage, page }) => {
  const { server, openclaw } = stage;
  await open(page, server, "/gateways");
  const main = page.getByRole("main");
  const dialog = page.getByRole("dialog");
  const name = new URL(openclaw.url).host;
  const row = main.getByRole("listitem").filter({ has: page.getByRole("link", { name }) });
  await expect(row).toContainText("v2026.9.6");
  await expect(row).toContainText(/\d ms/);
  await row.getByRole("link", { name }).click();
  await expect(main.getByRole("region", { name: "About" })).toContainText(openclaw.url);
  await main.getByRole("heading", { name: /^Answers \d{3} methods$/ }).click();
  await expect(main).toContainText("exec.approval.resolve");

  await test.step("how a try to update it went is told as it happens", async () => {
    const updates = main.getByRole("region", { name: "Updates" });
    await expect(updates).toContainText("none that it knows of");
    // It was not installed in a way that it could update.
    expect(await openclaw.ask("update.run", {})).toMatchObject({ ok: false });
    await expect(updates).toContainText("Nothing was changed");
    await expect(updates).toContainText(/container's image|installed in a way/);
  });

  await onPhone(page);
  await page.goto(`${server.url}/gateways`);
  await main.getByRole("button", { name: "Add gateway" }).click();
  await dialog.getByLabel("Address").fill(openclaw.url);
  await dialog.getByRole("textbox", { name: "Token" }).fill("not-its-token");
  await dialog.getByRole("button", { name: "Test" }).click();
  await expect(dialog.getByRole("status")).toContainText(/token/i);
  await expectSound(page);
  await dialog.getByRole("textbox", { name: "Token" }).fill(openclaw.token);
  await dialog.getByRole("button", { name: "Test" }).click();
  await expect(dialog.getByRole("status")).toContainText("2026.9.6");
});

test("Access: who may only look sees the gateway's sessions and changes nothing", async ({ stage, page, browser }) => {
  const { server } = stage;
  await converse(server, "agent:main:seen", "something to look at");
  await open(page, server, "/access");
  const main = page.getByRole("main");
  const dialog = page.getByRole("dialog");
  await main.getByRole("button", { name: "New token" }).first().click();
  await dialog.getByLabel("Name").fill("Visitor");
  await dialog.getByLabel("Role").selectOption("viewer");
  await dialog.getByLabel("Name").press("Enter");
  const secret = (await dialog.getByLabel("Token", { exact: true }).textContent()) ?? "";
  await dialog.getByRole("button", { name: "I have copied it" }).click();

  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, reducedMotion: "reduce" });
  const visitor = await context.newPage();
  await visitor.goto(`${server.url}/sign-in?next=${encodeURIComponent("/sessions")}`);
  await visitor.getByLabel("Code or token").fill(secret);
  await visitor.getByRole("button", { name: "Sign in" }).click();
  await expect(visitor.getByRole("main")).toContainText("You said: something to look at");
  await visitor.goto(`${server.url}/agents/main/files/MEMORY.md`);
  await expect(visitor.getByRole("main")).toContainText("You may read this file");
  await expectSound(visitor);

  await onPhone(page);
  await main.getByRole("button", { name: "What to do with Visitor" }).click();
  await page.getByRole("menuitem", { name: "Revoke" }).click();
  await dialog.getByRole("button", { name: "Revoke token" }).click();
  await expect(visitor).toHaveURL(/\/sign-in/);
  await context.close();
  await expectSound(page);
});

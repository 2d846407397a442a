import { connected } from "../support/connected.ts";
import { composer, expect, expectAccessible, NEW_CHAT, open, test } from "./fixtures.ts";

// What fades out has too little contrast on its way.
test.use({ reducedMotion: "reduce" });

test("a viewer's token is made, lets somebody in who may only look, and is taken back", async ({
  server,
  page,
  browser,
}) => {
  await open(page, server, "/access");
  const main = page.getByRole("main");
  const dialog = page.getByRole("dialog");
  const tokens = main.getByRole("list", { name: "Tokens" }).getByRole("listitem");
  await expect(main).toContainText("No token was given out yet");

  const secret = await test.step("made by keyboard, it is shown once", async () => {
    await main.getByRole("button", { name: "New token" }).first().press("Enter");
    await dialog.getByLabel("Name").fill("Visitor");
    await dialog.getByLabel("Role").selectOption("viewer");
    await expect(dialog).toContainText("changes nothing");
    await expectAccessible(page);
    await dialog.getByLabel("Name").press("Enter");
    const shown = dialog.getByLabel("Token", { exact: true });
    await expect(shown).toHaveText(/^mc_[\w-]{43}$/);
    await expect(dialog.getByLabel("Example", { exact: true })).toContainText("curl -H");
    await expectAccessible(page);
    const told = (await shown.textContent()) ?? "";
    await page.keyboard.press("Escape");
    await expect(dialog).toContainText("it is gone then");
    await dialog.getByRole("button", { name: "I have copied it" }).click();
    await expect(tokens).toHaveCount(1);
    await expect(tokens).toContainText("Never used");
    expect(await page.content()).not.toContain(told);
    return told;
  });

  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const visitor = await context.newPage();

  await test.step("who signs in with it reads, and may neither write nor see this panel", async () => {
    await visitor.goto(`${server.url}/sign-in?next=${encodeURIComponent(NEW_CHAT)}`);
    await visitor.getByLabel("Code or token").fill(secret);
    await visitor.getByRole("button", { name: "Sign in" }).click();
    await expect(connected(visitor)).toBeAttached();
    await expect(visitor.getByRole("main")).toContainText("Writing in it needs the role operator");
    await expect(composer(visitor)).toHaveCount(0);
    await expect(visitor.getByRole("main")).toContainText("Nothing was said here yet");
    await expect(visitor.getByRole("button", { name: "list sessions" })).toHaveCount(0);
    const bar = visitor.getByRole("navigation", { name: "Panels" });
    await expect(bar.getByRole("link")).toHaveText(["Overview", "Chat", "Sessions", "Circles"]);
    await bar.getByRole("button", { name: "More" }).click();
    const sheet = visitor.getByRole("dialog", { name: "More" });
    await expect(sheet.getByRole("link", { name: "Usage" })).toBeVisible();
    await expect(sheet.getByRole("link", { name: /^(Approvals|Access|Nodes)$/ })).toHaveCount(0);
    await visitor.goto(`${server.url}/access`);
    await expect(visitor.getByRole("main")).toContainText(
      "needs the role admin (the right operator.admin), and you are a viewer",
    );
    await expectAccessible(visitor);
  });

  await test.step("it stands among the people, live", async () => {
    await page.getByRole("tab", { name: "People" }).click();
    await expect(page).toHaveURL(/view=people/);
    const person = main.getByRole("list", { name: "People" }).getByRole("listitem").filter({ hasText: "Visitor" });
    await expect(person).toContainText("Viewer");
    await expect(person).toContainText("1 open");
    await expectAccessible(page);
  });

  await test.step("taken back on a phone's screen, its browser is sent away at once", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole("tab", { name: "Tokens" }).click();
    await expectAccessible(page);
    await tokens.getByRole("button", { name: "What to do with Visitor" }).click();
    await page.getByRole("menuitem", { name: "Revoke" }).click();
    await dialog.getByRole("button", { name: "Revoke token" }).click();
    await expect(tokens).toContainText("Revoked");
    await expect(visitor).toHaveURL(/\/sign-in/);
    await context.close();
  });

  await test.step("all of it was kept, can be searched, and grows by itself", async () => {
    await page.getByRole("tab", { name: "Audit" }).click();
    const deeds = main.getByRole("list", { name: "What was done" }).getByRole("listitem");
    await expect(deeds.filter({ hasText: "tokens.revoke" })).toContainText("Admin");
    await expect(deeds.filter({ hasText: "Signed in" }).filter({ hasText: "Visitor" })).toHaveCount(1);
    await fetch(server.url, {
      headers: { authorization: "Bearer mc_nonsense", accept: "text/html" },
      redirect: "manual",
    });
    await expect(deeds.filter({ hasText: "Somebody unknown" })).toContainText("Not recognised");
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.getByRole("searchbox", { name: "Search the audit" }).fill("tokens.create");
    await expect(deeds).toHaveCount(1);
    await expect(page).toHaveURL(/q=tokens\.create/);
  });
});

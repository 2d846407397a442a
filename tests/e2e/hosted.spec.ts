import type { Browser, BrowserContext, Page } from "@playwright/test";
import { asGateway, HostedMissionControl } from "../support/clerk.ts";
import { MissionControl } from "../support/mission-control.ts";
import { ask, openWire } from "../support/wire.ts";
import { expect, expectAccessible, test, tokenOf } from "./fixtures.ts";

test("a person waits for their gateway, is let in by itself, and sees nothing of another's", async ({ browser }) => {
  await using hosted = await HostedMissionControl.start();
  await using ofAnna = await gatewayWith("Notes of Anna");
  await using ofBen = await gatewayWith("Notes of Ben");
  await hosted.give("user_ben", await asGateway(ofBen, await tokenOf(ofBen)));
  const context = await contextWithoutClerk(browser);
  await signIn(context, hosted, "user_anna");
  const page = await context.newPage();
  const main = page.getByRole("main");
  await page.goto(`${hosted.server.url}/sessions`);

  await test.step("no gateway yet", async () => {
    await expect(main).toContainText("No container provisioned");
    await expect(main).toContainText("opens by itself");
    await expectAccessible(page);
  });

  await test.step("it starts: the stage, the reason and the time, also on a phone and in the dark", async () => {
    const startedAt = Date.now() - 75_000;
    await hosted.give("user_anna", {
      state: "starting",
      stage: "Pulling the image",
      reason: "Layer 3 of 7",
      startedAt,
    });
    await expect(main).toContainText("Pulling the image");
    await expect(main).toContainText("Layer 3 of 7");
    await expect(main).toContainText(/1:\d\d|1m/);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: "dark" });
    await expect(main.getByText("Pulling the image")).toBeInViewport();
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: "light" });
  });

  await test.step("it fails, with what to do", async () => {
    await hosted.give("user_anna", {
      state: "failed",
      reason: "The image is not there.",
      fix: "Ask the platform team.",
    });
    await expect(main).toContainText("The image is not there.");
    await expect(main).toContainText("Ask the platform team.");
    await expectAccessible(page);
  });

  await test.step("ready: the page opens without a reload", async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.evaluate(() => document.body.setAttribute("data-same-page", ""));
    await hosted.give("user_anna", await asGateway(ofAnna, await tokenOf(ofAnna)));
    await expect(main).toContainText("Notes of Anna");
    await expect(page.locator("body[data-same-page]")).toBeAttached();
    await expect(main).not.toContainText("Notes of Ben");
  });

  await test.step("somebody else, in another browser, sees theirs alone", async () => {
    const elsewhere = await contextWithoutClerk(browser);
    await signIn(elsewhere, hosted, "user_ben");
    const other = await elsewhere.newPage();
    await other.goto(`${hosted.server.url}/sessions`);
    await expect(other.getByRole("main")).toContainText("Notes of Ben");
    await expect(other.getByRole("main")).not.toContainText("Notes of Anna");
    expect(await other.content()).not.toContain(String(ofBen.port));
    await elsewhere.close();
  });

  await test.step("taken away, the panels are gone", async () => {
    await hosted.give("user_anna", { state: "none", message: "Your container was put to sleep." });
    await expect(main).toContainText("Your container was put to sleep.");
    await expect(main).not.toContainText("Notes of Anna");
  });
  await context.close();
});

test("who is not signed in is led to Clerk's page, which says when Clerk cannot be loaded", async ({ browser }) => {
  await using hosted = await HostedMissionControl.start();
  const context = await contextWithoutClerk(browser);
  const page = await context.newPage();
  await page.goto(`${hosted.server.url}/sessions`);
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fsessions/);
  await expect(page.getByRole("heading", { name: "Sign in to Mission Control" })).toBeVisible();
  await expect(page.getByLabel("Code or token")).toHaveCount(0);
  await expect(page.getByText("could not be loaded from clerk.invalid.example")).toBeVisible({ timeout: 30_000 });
  await expectAccessible(page);

  await test.step("without Clerk one can still leave", async () => {
    await signIn(context, hosted, "user_anna");
    await page.goto(`${hosted.server.url}/sessions`);
    await expect(page.getByRole("main")).toContainText("No container provisioned");
    await leave(page);
    await expect(page).toHaveURL(/\/sign-in$/);
    expect((await context.cookies()).map(({ name }) => name)).not.toContain("__session");
  });
  await context.close();
});

/** Nothing of Clerk's can be loaded in a test: so at once, whatever the network does with a name that does not exist. */
async function contextWithoutClerk(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext();
  await context.route(/clerk\.invalid\.example/, (route) => route.abort());
  return context;
}

/** As Clerk's own script does it. */
async function signIn(context: BrowserContext, hosted: HostedMissionControl, sub: string): Promise<void> {
  await context.addCookies([{ name: "__session", value: hosted.token({ sub }), url: hosted.server.url }]);
}

async function leave(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Settings", exact: true }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
}

async function gatewayWith(label: string): Promise<MissionControl> {
  const gateway = await MissionControl.start();
  const wire = await openWire(gateway);
  await ask(wire, "sessions.create", { key: "agent:main:notes", label });
  await wire.close();
  return gateway;
}

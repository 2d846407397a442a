import { expect, expectAccessible, open, test } from "./fixtures.ts";

// What fades out has too little contrast on its way.
test.use({ reducedMotion: "reduce" });

test("methods are called by hand, kept and replayed; frames, snapshots and timings tell what happens", async ({
  server,
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, server, "/debug");
  const main = page.getByRole("main");
  const find = main.getByRole("searchbox", { name: "Find a method" });
  const answer = main.getByRole("region", { name: "Answer" });
  const send = main.getByRole("button", { name: "Send" });
  const dialog = page.getByRole("dialog");

  await test.step("a method that only reads answers as a tree", async () => {
    await find.fill("sess list");
    await find.press("Enter");
    await expect(page).toHaveURL(/method=sessions\.list/);
    await main.getByRole("button", { name: "Add limit" }).click();
    await expect(main.getByRole("textbox", { name: "Params of sessions.list" })).toContainText('"limit"');
    await send.click();
    await expect(answer).toContainText("sessions");
    await expectAccessible(page);
  });

  await test.step("one that changes something is asked about, and what it lacks is told before", async () => {
    await find.fill("agents create");
    await find.press("Enter");
    const editor = main.getByRole("textbox", { name: "Params of agents.create" });
    await editor.fill("{}");
    await expect(main).toContainText("“name” is missing.");
    await editor.press("ArrowLeft");
    await editor.pressSequentially('"em');
    await expect(page.getByRole("option", { name: '"emoji"' })).toBeVisible();
    await editor.press("Escape");
    await editor.fill('{"name": "Ada"}');
    await send.click();
    await dialog.getByRole("button", { name: "Call it" }).click();
    await expect(answer).toContainText('"ada"');
    await main.getByRole("button", { name: "Copy as code" }).click();
    await page.getByRole("menuitem", { name: "As a frame of /ws" }).click();
    const frame = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
    expect(frame).toMatchObject({ type: "req", method: "agents.create", params: { name: "Ada" } });
    await send.click();
    await dialog.getByRole("button", { name: "Call it" }).click();
    await expect(main.getByRole("alert")).toContainText("CONFLICT");
  });

  await test.step("a call is kept over a reload, and replayed, on a phone's screen", async () => {
    await main.getByRole("button", { name: "Keep this call" }).click();
    await dialog.getByLabel("Name").fill("Make Ada");
    await dialog.getByLabel("Name").press("Enter");
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${server.url}/debug`);
    await main
      .getByRole("region", { name: "Kept calls" })
      .getByRole("button", { name: /^Make Ada/ })
      .click();
    await expect(main.getByRole("textbox", { name: "Params of agents.create" })).toContainText("Ada");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await expectAccessible(page);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  await test.step("the frames of the socket pass in sight, until they are paused", async () => {
    await main.getByRole("radio", { name: "Frames" }).click();
    await page.keyboard.press("g");
    await page.keyboard.press("a");
    await expect(page).toHaveURL(/\/agents/);
    await page.goBack();
    await expect(main.getByRole("radio", { name: "Frames" })).toBeChecked();
    await page.evaluate(() => window.dispatchEvent(new Event("online")));
    await main.getByRole("button", { name: /ping/ }).first().click();
    await expect(main.getByRole("region", { name: "The frame" })).toContainText('"ping"');
    await main.getByRole("button", { name: "Pause" }).click();
    await expectAccessible(page);
    const saved = page.waitForEvent("download");
    await main.getByRole("button", { name: "Download" }).click();
    expect((await saved).suggestedFilename()).toBe("frames.jsonl");
    await main.getByRole("button", { name: "Clear" }).click();
    await expect(main).toContainText("No frame has passed yet");
  });

  await test.step("two snapshots tell what changed between them", async () => {
    await main.getByRole("radio", { name: "Snapshots" }).click();
    const take = main.getByRole("button", { name: "Take a snapshot" });
    await take.click();
    await expect(main).toContainText("Take another one later");
    await take.click();
    await expect(main).toContainText("What changed from");
    await expect(main).toContainText("uptimeMs");
    await expectAccessible(page);
  });

  await test.step("timings tell how the calls of the page went", async () => {
    await main.getByRole("radio", { name: "Timings" }).click();
    await expect(main.getByRole("row", { name: /hub\.status/ })).toContainText("2");
    await expect(main.getByRole("list", { name: "Connection" })).toContainText("ready");
    await expectAccessible(page);
  });
});

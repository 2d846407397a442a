import { expect, expectAccessible, open, test } from "./fixtures.ts";

test("a job is written, tried out, paused, changed and deleted, and what it did can be read", async ({
  server,
  page,
}) => {
  test.setTimeout(120_000);
  await open(page, server, "/cron");
  const main = page.getByRole("main");
  const dialog = page.getByRole("dialog");

  await test.step("the expression is looked at as it is typed", async () => {
    await main.getByRole("button", { name: "Schedule the first job" }).click();
    await dialog.getByLabel("Name").fill("Morning look");
    await dialog.getByLabel("What to say to the agent").fill("list agents");
    await dialog.getByLabel("Cron expression").fill("61 9 * * *");
    await expect(dialog).toContainText("Invalid value for minute: 61");
    await expect(dialog.getByRole("button", { name: "Add job" })).toBeDisabled();
    await dialog.getByLabel("Cron expression").fill("30 9 * * 1-5");
    await dialog.getByLabel("Time zone").fill("Europe/Berlin");
    await expect(dialog).toContainText("At 09:30, Monday through Friday");
    await expect(dialog.getByRole("list", { name: "It would run" }).getByRole("listitem")).toHaveCount(3);
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Add job" }).click();
  });

  await test.step("it stands there in plain words with its next runs", async () => {
    await expect(page).toHaveURL(/\/cron\/[0-9a-f-]{36}$/);
    const schedule = main.getByRole("region", { name: "Schedule" });
    await expect(schedule).toContainText("At 09:30, Monday through Friday");
    await expect(schedule).toContainText("Europe/Berlin");
    await expect(schedule.getByRole("list", { name: "Next runs" }).getByRole("listitem")).toHaveCount(3);
  });

  await test.step("run now, it is in the history with its output and its session", async () => {
    await main.getByRole("button", { name: "Run now" }).click();
    const history = main.getByRole("region", { name: /^History/ });
    const run = history.getByRole("button", { name: /^Went well/ });
    await run.click();
    await expect(history.getByRole("table")).toContainText("main");
    await page.reload();
    await expect(history.getByRole("table")).toContainText("main");
    await expectAccessible(page);
    await history.getByRole("link", { name: "Open its session" }).click();
    await expect(page).toHaveURL(/\/chat\/cron/);
    await expect(page.getByRole("article").first()).toContainText("list agents");
    await page.goBack();
  });

  await test.step("paused it has no next run; changed, it has another", async () => {
    const schedule = main.getByRole("region", { name: "Schedule" });
    await main.getByRole("button", { name: "Pause" }).click();
    await expect(schedule).toContainText("it runs at no time until it is resumed");
    await main.getByRole("button", { name: "Resume" }).click();
    await main.getByRole("button", { name: "Edit" }).click();
    await dialog.getByRole("radio", { name: "Every so often" }).click();
    await dialog.getByLabel("Every", { exact: true }).fill("2");
    await dialog.getByLabel("Unit").selectOption("hours");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(schedule).toContainText("Every 2 hours");
  });

  await test.step("on a phone it is found, run from the list, and in the overview", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${server.url}/cron?state=on&q=morning`);
    await expect(main.getByRole("list", { name: "Jobs" }).getByRole("listitem")).toHaveCount(1);
    await expectAccessible(page);
    await main.getByRole("searchbox").fill("nothing like it");
    await main.getByRole("button", { name: "Show all jobs" }).click();
    await main.getByRole("button", { name: "Actions for Morning look" }).click();
    await page.getByRole("menuitem", { name: "Pause" }).click();
    await expect(main.getByRole("listitem").first()).toContainText("Paused");
    await main.getByRole("button", { name: "Actions for Morning look" }).click();
    await page.getByRole("menuitem", { name: "Resume" }).click();
    await expect(main.getByRole("listitem").first()).not.toContainText("Paused");
    await main.getByRole("radio", { name: "Runs" }).click();
    const runs = main.getByRole("region", { name: "History (1)" });
    await runs.getByRole("button", { name: /^Went well Morning look/ }).click();
    await expectAccessible(page);
    await runs.getByRole("link", { name: "Open the job" }).click();
    await expect(page).toHaveURL(/\/cron\/[0-9a-f-]{36}$/);
    await page.goto(`${server.url}/overview`);
    await expect(main.getByRole("region", { name: "Scheduled next" })).toContainText("Morning look");
    await main.getByRole("link", { name: "Morning look", exact: true }).click();
  });

  await test.step("deleted after a question, it is gone", async () => {
    await main.getByRole("button", { name: "Actions for Morning look" }).click();
    await page.getByRole("menuitem", { name: "Delete …" }).click();
    await dialog.getByRole("button", { name: "Delete job" }).click();
    await expect(page).toHaveURL(/\/cron$/);
    await expect(main).toContainText("Nothing is scheduled");
  });
});

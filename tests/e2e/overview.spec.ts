import { expect, open, test } from "./fixtures.ts";
import { begin, converse } from "./seed.ts";

test("what runs is seen as it begins, and the emergency stop ends each, confirmed", async ({ modelServer, page }) => {
  const { server, models } = modelServer;
  await open(page, server);
  const running = page.getByRole("region", { name: "Running now" });
  await expect(running).toContainText("Nothing is running.");

  for (const name of ["one", "two", "three"])
    await begin(server, `agent:main:chat-${name}`, `run ${name}: stall after 3`);
  await expect(running.getByRole("listitem")).toHaveCount(3);
  const streams = await Promise.all([0, 1, 2].map((index) => models.exchange(index)));

  await page.getByRole("button", { name: "Stop runs …" }).click();
  const dialog = page.getByRole("dialog", { name: "Stop runs" });
  await dialog.getByRole("checkbox", { name: /run two/ }).click();
  await dialog.getByRole("button", { name: "Stop 2 runs" }).click();
  await expect(dialog.getByText("Stopped", { exact: true })).toHaveCount(2);
  await expect(dialog.getByRole("status")).toHaveText("2 of 3 stopped");
  await dialog.getByRole("button", { name: "Close" }).first().click();
  await expect(running.getByRole("listitem")).toHaveCount(1);
  await expect(running).toContainText("run two");

  await running.getByRole("button", { name: /^Stop run two/ }).click();
  await expect(running).toContainText("Nothing is running.");
  for (const { closed } of streams) expect(await closed).toBe("broken");
});

test("what failed and what was not read is told, and leads to where it is dealt with", async ({
  modelServer,
  page,
}) => {
  const { server } = modelServer;
  await open(page, server);
  await converse(server, "agent:main:chat-broken", "fail 400 no such thing");
  const needs = page.getByRole("region", { name: "Needs you" });
  await expect(needs.getByLabel("Failing")).toBeVisible();
  await expect(needs).toContainText("no such thing");
  await needs.getByRole("link", { name: /fail 400/ }).click();
  await expect(page).toHaveURL(/chat-broken/);
  await expect(page.getByRole("log", { name: "Conversation" })).toContainText("no such thing");
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
});

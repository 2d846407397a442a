import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "../../server/store/sqlite.ts";
import { MissionControl } from "../support/mission-control.ts";
import { ask, openWire } from "../support/wire.ts";
import { expect, expectAccessible, goTo, open, test } from "./fixtures.ts";
import { converse } from "./seed.ts";

test("what was used is told by model, agent, session and day, budgeted and taken away as a file", async ({
  modelServer: { server },
  page,
}) => {
  await converse(server, "agent:main:chat-apples", "let us talk about apples");
  await open(page, server, "/usage");
  const main = page.getByRole("main");

  await test.step("what has no price is said, not counted as nothing", async () => {
    await expect(main).toContainText("One answer came from models without a known price");
    await expect(main.getByRole("table", { name: "Models" })).toContainText("openai/test-model");
    await expect(main.getByRole("table", { name: "Models" })).toContainText("no price");
    await expect(main.getByRole("region", { name: "Tokens by day" })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("numbers and dates are written as somebody chose, without a reload", async () => {
    const chart = main.getByRole("region", { name: "Tokens by day" });
    const inGerman = new Intl.DateTimeFormat("de-DE", { dateStyle: "full", timeZone: "UTC" }).format(Date.now());
    await page.evaluate(() => Object.assign(window, { isSamePage: true }));
    await page.keyboard.press("g");
    await page.keyboard.press(",");
    await main.getByLabel("Language and region").selectOption("German (Germany)");
    await expect(main.getByLabel("Example")).toContainText("1.234.567 · 8,50\u00a0$ · 8,2 s · 3,4 kB");
    await expectAccessible(page);
    await goTo(page, "Usage");
    await expect(chart).toContainText(inGerman);
    expect(await page.evaluate(() => "isSamePage" in window)).toBe(true);
    await page.keyboard.press("g");
    await page.keyboard.press(",");
    await main.getByLabel("Language and region").selectOption({ index: 0 });
    await expect(main.getByLabel("Example")).toContainText("1,234,567");
    await goTo(page, "Usage");
    await expect(chart).not.toContainText(inGerman);
  });

  await test.step("the chart is read by keyboard", async () => {
    const chart = main.getByRole("slider");
    const today = await chart.getAttribute("aria-valuetext");
    await chart.press("ArrowLeft");
    await expect(chart).not.toHaveAttribute("aria-valuetext", today ?? "");
    await chart.press("End");
    await expect(chart).toHaveAttribute("aria-valuetext", today ?? "");
  });

  await test.step("time, measure and table stand in the address", async () => {
    await main.getByRole("radio", { name: "7 days" }).click();
    await main.getByRole("radio", { name: "Sessions" }).click();
    await expect(page).toHaveURL(/range=7d/);
    await page.reload();
    await expect(main.getByRole("table", { name: "Sessions" }).getByRole("link")).toContainText("apples");
    await main.getByRole("radio", { name: "Agents" }).click();
    await expect(main.getByRole("table", { name: "Agents" })).toContainText("Main");
    await main.getByRole("radio", { name: "Custom" }).click();
    await main.getByLabel("First day").fill("2020-01-01");
    await main.getByLabel("Last day").fill("2020-01-31");
    await expect(main).toContainText("Nothing was used in this time");
    await main.getByRole("radio", { name: "30 days" }).click();
  });

  await test.step("another answer is counted while one looks", async () => {
    await converse(server, "agent:main:chat-pears", "and about pears");
    await expect(main).toContainText("2 answers came from models without a known price");
  });

  await test.step("the table is a file", async () => {
    const download = page.waitForEvent("download");
    await main.getByRole("button", { name: "Export" }).click();
    await page.getByRole("menuitem", { name: /^CSV/ }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^usage-by-agent-.*\.csv$/);
    expect(await readFile(await file.path(), "utf8")).toContain("main,Main,");
  });

  await test.step("a budget is set, on a phone too, and taken away", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    const budgets = main.getByRole("region", { name: "Budgets" });
    const dialog = page.getByRole("dialog");
    await budgets.getByRole("button", { name: "Set a budget" }).click();
    await dialog.getByLabel("A day").fill("-1");
    await expect(dialog).toContainText("Write an amount above 0");
    await dialog.getByLabel("A day").fill("");
    await dialog.getByLabel("A month").fill("50");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(budgets).toContainText("$0 of $50.00, without 2 unpriced");
    await page.reload();
    await expect(budgets).toContainText("This month");
    await expectAccessible(page);
    await budgets.getByRole("button", { name: "Edit the budgets" }).click();
    await dialog.getByLabel("A month").fill("");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(budgets.getByRole("button", { name: "Set a budget" })).toBeVisible();
  });
});

test("a budget that is nearly used up is told in the corner and in the overview", async ({ page }) => {
  const home = await mkdtemp(join(tmpdir(), "mission-control-"));
  try {
    await spend(home, 8.5);
    await using server = await MissionControl.start({ home });
    await open(page, server, "/overview");
    await setBudget(server, { daily: 10 });
    const needs = page.getByRole("main").getByRole("region", { name: "Needs you" });
    await expect(needs).toContainText("Today's budget is nearly used up");
    await expect(page.getByText("$8.50 of $10.00 is spent.").last()).toBeVisible();
    await setBudget(server, { daily: 8 });
    await expect(needs).toContainText("Today's budget is used up");
    await needs.getByRole("link", { name: "Today's budget is used up" }).click();
    await expect(page.getByRole("region", { name: "Budgets" })).toContainText("106 %, used up");
    await expect(page.getByRole("table", { name: "Models" })).toContainText("$8.50");
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
});

/** What an earlier process wrote down today. */
async function spend(home: string, cost: number): Promise<void> {
  const store = await openStore({ file: join(home, "mission-control.db") });
  const tokens = { input: 1_000, output: 500, cacheRead: 0, cacheWrite: 0 };
  const run = { runId: "r", sessionKey: "agent:main:main", agentId: "main", model: "openai/gpt-5" };
  await store.usage.add({ ...run, ...tokens, time: Date.now(), cost });
  await store.close();
}

async function setBudget(server: MissionControl, change: { daily: number }): Promise<void> {
  const wire = await openWire(server);
  await ask(wire, "budgets.set", { gateway: "embedded", ...change });
  await wire.close();
}

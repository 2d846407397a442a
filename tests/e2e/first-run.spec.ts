import { connected } from "../support/connected.ts";
import { answers, expect, goTo, open, say, test, tokenOf } from "./fixtures.ts";

test("from the printed address to a first answer, seen live in every panel", async ({ server, page, context }) => {
  await page.goto(server.signInUrl);
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await expect(page.getByRole("region", { name: "First steps" })).toBeVisible();
  expect(page.url()).not.toContain("code=");

  // Two other tabs look on; neither is loaded again.
  const sessions = await context.newPage();
  await sessions.goto(`${server.url}/sessions`);
  await expect(sessions.getByText("No sessions yet")).toBeVisible();
  const logs = await context.newPage();
  await logs.goto(`${server.url}/logs?q=run`);
  await expect(logs.getByText("Live", { exact: true })).toBeVisible();

  await page.getByRole("link", { name: "Open the chat" }).click();
  await say(page, "search the logs for ready");
  const answer = answers(page);
  await expect(answer).toHaveCount(1);
  await expect(answer.getByRole("button", { name: "Thought I'll search the logs for “ready”." })).toBeVisible();
  const card = answer.getByRole("button", { name: /logs_search/ });
  await expect(card.getByRole("img", { name: "Done" })).toBeVisible();
  await expect(answer).toContainText(/\d+ lines? for “ready”/);
  await expect(answer).toContainText(/Done in/);
  await card.click();
  await expect(answer.getByText("Arguments")).toBeVisible();
  await expect(answer.getByText("Result", { exact: true })).toBeVisible();

  await expect(sessions.getByRole("link", { name: "search the logs for ready", exact: true })).toBeVisible();
  await expect(logs.getByRole("listbox", { name: "Log lines" }).getByRole("option").first()).toBeVisible();
  await goTo(page, "Overview");
  await expect(page.getByRole("region", { name: "First steps" })).toBeHidden();
});

test("the printed address is good once", async ({ server, page, browser }) => {
  await page.goto(server.signInUrl);
  await expect(connected(page)).toBeAttached();

  const stranger = await browser.newContext();
  const other = await stranger.newPage();
  await other.goto(server.signInUrl);
  const problem = other.getByRole("main").getByRole("alert");
  await expect(problem).toContainText("used already");
  await other.getByLabel("Code or token").fill("guessed");
  await other.getByRole("button", { name: "Sign in" }).click();
  await expect(problem).toContainText("neither a valid code nor the token");
  await other.goto(`${server.url}/logs`);
  await expect(other.getByRole("heading", { name: "Sign in to Mission Control" })).toBeVisible();
  await stranger.close();
});

test("the token reaches nothing that a page can read", async ({ server, page }) => {
  await open(page, server);
  const readable = await page.evaluate(() =>
    JSON.stringify([location.href, document.cookie, { ...localStorage }, { ...sessionStorage }]),
  );
  expect(readable).not.toContain(await tokenOf(server));
  // Of the cookies a page sees the one alone that tells sign-ins apart, with which nobody comes in.
  expect(await page.evaluate(() => document.cookie)).toMatch(/^mission_control_\d+_sign_in=[0-9a-f]{16}$/);
  const session = (await page.context().cookies()).find(({ name }) => !name.endsWith("_sign_in"));
  const cookie = await page.evaluate(() => document.cookie);
  const stranger = await fetch(`${server.url}/`, { headers: { cookie, accept: "text/html" }, redirect: "manual" });
  expect([stranger.status, session?.httpOnly]).toEqual([303, true]);
});

import { execFile } from "node:child_process";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { Webhook } from "standardwebhooks";
import { expect, expectAccessible, open, test } from "./fixtures.ts";

// What fades out has too little contrast on its way.
test.use({ reducedMotion: "reduce" });

test("a webhook account is added, tried by the command that is shown, stopped, probed and removed", async ({
  server,
  page,
}) => {
  const receiver = await startReceiver();
  await open(page, server, "/channels");
  const main = page.getByRole("main");
  const accounts = main.getByRole("list", { name: "Accounts of Webhook" });
  const dialog = page.getByRole("dialog");
  const more = main.getByRole("button", { name: "What to do with shop" });
  await expect(main.getByRole("list", { name: "Accounts of Web chat" })).toContainText("Running");

  const { command, secret } = await test.step("its secret is shown once, with a command", async () => {
    await main.getByRole("button", { name: "Add webhook" }).click();
    await dialog.getByLabel("Name").fill("Shop!");
    await expect(dialog).toContainText("Use small letters");
    await dialog.getByLabel("Name").fill("shop");
    await dialog.getByLabel("Callback URL").fill(receiver.url);
    await dialog.getByLabel("Callback URL").press("Enter");
    await expect(dialog).toContainText("shop was added");
    await expectAccessible(page);
    const secret = (await dialog.getByLabel("Secret", { exact: true }).textContent()) ?? "";
    const command = (await dialog.getByLabel("Command", { exact: true }).textContent()) ?? "";
    await page.keyboard.press("Escape");
    await expect(dialog).toContainText("it is gone then");
    await dialog.getByRole("button", { name: "I have copied it" }).click();
    await expect(accounts).toContainText("/channels/webhook/shop");
    expect(await page.content()).not.toContain(secret);
    return { command, secret };
  });

  await test.step("the command reaches an agent, whose answer is posted back, signed", async () => {
    const { stdout } = await promisify(execFile)("sh", ["-c", command]);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, runId: expect.any(String) });
    const { headers, body } = await receiver.next();
    expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({ account: "shop" });
    await expect(accounts).toContainText("heard");
    await expect(accounts).toContainText("spoke");
  });

  await test.step("what it said stands in the agent's session", async () => {
    await open(page, server, "/chat/agent%3Amain%3Amain");
    await expect(main.getByText("hello", { exact: true }).first()).toBeVisible();
    await open(page, server, "/channels");
  });

  await test.step("a probe says that nobody answers, on a phone's screen", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await receiver.close();
    await main.getByRole("button", { name: "Probe" }).click();
    await expect(accounts).toContainText("could not be reached");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await expectAccessible(page);
  });

  await test.step("stopped, it refuses what is posted; removed, it is gone", async () => {
    await more.press("Enter");
    await page.getByRole("menuitem", { name: "Stop" }).press("Enter");
    await expect(accounts).toContainText("Stopped");
    const { stdout } = await promisify(execFile)("sh", ["-c", command]);
    expect(stdout).toContain("No webhook account");
    await more.press("Enter");
    await page.getByRole("menuitem", { name: "Start" }).press("Enter");
    await expect(accounts).not.toContainText("Stopped");
    await more.click();
    await page.getByRole("menuitem", { name: "Remove" }).click();
    await dialog.getByRole("button", { name: "Remove account" }).click();
    await expect(accounts).toHaveCount(0);
    await expect(main.getByRole("list", { name: "Channels that are not set up" })).toContainText("Webhook");
  });
});

/** A program that takes posts and answers 204. */
async function startReceiver() {
  const posts: { headers: IncomingMessage["headers"]; body: string }[] = [];
  const waiting: (() => void)[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    posts.push({ headers: request.headers, body });
    response.writeHead(204).end();
    waiting.shift()?.();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async next() {
      if (posts.length === 0) await new Promise<void>((resolve) => waiting.push(resolve));
      const post = posts.shift();
      if (!post) throw new Error("nothing was posted");
      return post;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

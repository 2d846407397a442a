import { connected } from "../support/connected.ts";
import { fillDisk, freeDisk } from "../support/full-disk.ts";
import { answers, composer, expect, NEW_CHAT, open, questions, say, test } from "./fixtures.ts";

test("what is written without a connection waits, and is sent once when it is back", async ({ modelServer, page }) => {
  const { server, models, restart } = modelServer;
  await open(page, server, NEW_CHAT);
  await say(page, "before");
  await expect(answers(page)).toContainText("You said: before");

  await server.stop("SIGKILL");
  await expect(composer(page)).toHaveAttribute("placeholder", /what you send goes out when it is back/);
  await say(page, "during");
  await say(page, "during too");
  await expect(questions(page).nth(1)).toContainText("Will be sent when the connection is back");
  await expect(composer(page)).toHaveValue("");

  await restart();
  await expect(answers(page).last()).toContainText("You said: during too", { timeout: 30_000 });
  await expect(composer(page)).toHaveAttribute("placeholder", /^Write a message/);
  await expect(questions(page)).toHaveCount(3);
  await expect(answers(page)).toHaveCount(3);
  expect(models.exchanges).toHaveLength(3);

  await page.reload();
  await expect(questions(page)).toHaveCount(3);
  await expect(questions(page).nth(1)).toContainText("during");
  await expect(answers(page)).toHaveCount(3);
});

test("a server that dies in the middle of an answer says so when it is back, and can go on", async ({
  modelServer,
  page,
}) => {
  const { server, restart } = modelServer;
  await open(page, server, NEW_CHAT);
  await say(page, "stream 2000 every 10 ms");
  const answer = answers(page).first();
  // Words of the last second may be lost with the process, those before may not.
  await expect(answer).toContainText("298 299", { timeout: 20_000 });

  await server.stop("SIGKILL");
  await expect(answer).toContainText("No connection: whether it goes on is not known");
  await restart();
  await expect(answer).toContainText("This answer was interrupted", { timeout: 30_000 });
  await expect(answer).not.toContainText("Working");
  await expect(answer).toContainText("98 99");
  await expect(answers(page)).toHaveCount(1);

  await answer.getByRole("button", { name: "Resume" }).click();
  await expect(answers(page).last()).toContainText("You said: Continue where you stopped.");
  await expect(answers(page)).toHaveCount(2);
});

test("a server without room on its disk says what to do, and takes the message once there is some", async ({
  modelServer: { server },
  page,
}) => {
  await open(page, server, NEW_CHAT);
  await say(page, "before");
  await expect(answers(page)).toContainText("You said: before");
  fillDisk(server, 0);
  await say(page, "during");
  const refused = questions(page).last();
  await expect(refused).toContainText(/Nothing was stored: .*free space/);
  await expect(answers(page)).toHaveCount(1);

  freeDisk(server);
  await refused.getByRole("button", { name: "Retry" }).click();
  await expect(answers(page).last()).toContainText("You said: during");
  await expect(questions(page)).toHaveCount(2);
});

test("an outage is told in every panel, with a way to end it", async ({ modelServer, page }) => {
  const { server, restart } = modelServer;
  await open(page, server, "/sessions");
  await server.stop("SIGKILL");
  const reconnect = page.getByRole("button", { name: "Reconnect", exact: true });
  await expect(reconnect).toBeVisible();
  await restart();
  // A try that goes out by itself takes the button away, which is as good.
  await expect(async () => {
    if (await reconnect.isVisible()) await reconnect.click({ timeout: 1_000 });
    await expect(reconnect).toBeHidden({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await expect(connected(page)).toBeAttached();
});

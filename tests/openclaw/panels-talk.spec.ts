import { randomUUID } from "node:crypto";
import type { Locator, Page } from "@playwright/test";
import { answers, open, questions, say } from "../e2e/fixtures.ts";
import { begin, converse } from "../e2e/seed.ts";
import { expect, expectSound, onPhone, test } from "./fixtures.ts";

interface Row {
  key: string;
  label?: string;
  pinned?: boolean;
  archived?: boolean;
}

test("Sessions: named, pinned, put away, found and deleted, on the gateway itself", async ({ stage, page }) => {
  const { server, openclaw } = stage;
  const [apples, pears, plums] = ["apples", "pears", "plums"].map((name) => `agent:main:${name}`) as [
    string,
    string,
    string,
  ];
  for (const key of [apples, pears, plums]) await converse(server, key, `let us talk about ${key.split(":").at(-1)}`);
  const theirs = async (key: string) => {
    const { sessions } = await openclaw.ask<{ sessions: Row[] }>("sessions.list", { limit: 100, archived: "all" });
    return sessions.find((row) => row.key === key);
  };
  await open(page, server, "/sessions");

  await test.step("a name of one's own", async () => {
    await choose(page, apples, "Rename");
    await page.getByRole("textbox", { name: "Name of the session" }).fill("Orchard");
    await page.keyboard.press("Enter");
    await expect(row(page, apples)).toContainText("Orchard");
    await expect.poll(() => theirs(apples)).toMatchObject({ label: "Orchard" });
  });

  await test.step("pinned", async () => {
    await choose(page, apples, "Pin");
    await expect(row(page, apples).getByLabel("Pinned")).toBeVisible();
    await expect.poll(() => theirs(apples)).toMatchObject({ pinned: true });
  });

  await test.step("words of a transcript are found", async () => {
    await page.getByRole("searchbox", { name: "Search sessions and transcripts" }).fill("about pears");
    await expect(page.getByRole("link", { name: /You said: let us talk about pears/ }).first()).toBeVisible();
    await expect(row(page, plums)).toBeHidden();
    await page.getByRole("button", { name: "Clear the search" }).click();
  });

  await onPhone(page);

  await test.step("put away and brought back", async () => {
    await choose(page, pears, "Archive");
    await expect(row(page, pears)).toBeHidden();
    await expect.poll(() => theirs(pears)).toMatchObject({ archived: true });
    await page.goto(`${server.url}/sessions?show=archived`);
    await choose(page, pears, "Bring back");
    await expect.poll(() => theirs(pears)).toMatchObject({ archived: false });
    await page.goto(`${server.url}/sessions`);
    await expect(row(page, pears)).toBeVisible();
  });

  await test.step("deleted after a question", async () => {
    await choose(page, plums, "Delete …");
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await expect(row(page, plums)).toBeHidden();
    await expect.poll(() => theirs(plums)).toBeUndefined();
  });
  await expectSound(page);
});

test("Approvals: commands are allowed and denied by keyboard alone, and the agent does as was decided", async ({
  stage,
  page,
}) => {
  const { server, openclaw } = stage;
  await askAlways(openclaw);
  const [first, second] = [randomUUID(), randomUUID()];
  const said = async (key: string) => JSON.stringify(await openclaw.history(key));
  await open(page, server, "/approvals");
  const main = page.getByRole("main");
  const rows = main.getByRole("list", { name: "Waiting approvals" }).getByRole("listitem");
  await expect(main).toContainText("Nothing waits for you");

  await begin(server, `agent:main:${first}`, call(`echo allowed-${first}`));
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText(`echo allowed-${first}`);
  await expect(rows).toContainText(/expires in/);
  await page.keyboard.press("j");
  await page.keyboard.press("a");
  await expect(main).toContainText("Nothing waits for you");
  await expect.poll(() => said(`agent:main:${first}`)).toContain("The tools said");
  expect(await said(`agent:main:${first}`)).toContain(`allowed-${first}`);

  await test.step("what a plugin asks for is decided in the chat that it is for, whose model has levels of its own", async () => {
    const what = { pluginId: "mailer", title: "Send a mail", description: "To two people." };
    const sessionKey = `agent:main:${first}`;
    await openclaw.ask("plugin.approval.request", { ...what, sessionKey, timeoutMs: 600_000, twoPhase: true });
    await expect(rows).toContainText("The plugin mailer asks");
    await rows.getByRole("link", { name: "Open the session" }).click();
    const card = page.getByRole("region", { name: "Waiting for your decision" });
    await expect(card).toContainText("Send a mail");
    await expectSound(page);
    await card.getByRole("button", { name: "Deny" }).click();
    await expect(card).toHaveCount(0);
    await page.getByRole("button", { name: "Thinking: medium" }).click();
    await expect(page.getByRole("menuitemcheckbox", { name: "medium" })).toBeChecked();
    await expect(page.getByRole("menuitem", { name: "Use the model’s own (medium)" })).toBeVisible();
    await page.keyboard.press("Escape");
    await page.goto(`${server.url}/approvals`);
  });

  await onPhone(page);
  await begin(server, `agent:main:${second}`, call(`echo denied-${second}`));
  await expect(rows).toHaveCount(1);
  await expectSound(page);
  await page.keyboard.press("j");
  await page.keyboard.press("d");
  await expect(main).toContainText("Nothing waits for you");
  await expect.poll(() => said(`agent:main:${second}`)).toMatch(/denied/i);

  await test.step("the rules are the gateway's", async () => {
    await main.getByRole("tab", { name: "Rules" }).click();
    await expect(main.getByLabel("Asks a person")).toHaveValue("always");
    await main.getByLabel("Command to allow").fill("git");
    await main.getByRole("button", { name: "Allow", exact: true }).click();
    await expect(main.getByRole("list", { name: "Allowed commands" })).toContainText("git");
    await expect.poll(async () => JSON.stringify(await openclaw.ask("exec.approvals.get", {}))).toContain('"git"');
    await expectSound(page);
  });
  await askNever(openclaw);
});

test("Overview: what runs is told, stopped and confirmed; the gateway is what it says it is", async ({
  stage,
  page,
}) => {
  const { server, openclaw } = stage;
  await converse(server, "agent:main:overview", "hello from the overview");
  await open(page, server, "/overview");
  const main = page.getByRole("main");
  const health = main.getByRole("region", { name: "Gateways" });
  await expect(health).toContainText("v2026.9.6");
  await expect(health).toContainText("test-model");
  await expect(main.getByRole("region", { name: "Sessions" })).toContainText("You said: hello from the overview");
  const { jobs } = await openclaw.ask<{ jobs: { name: string }[] }>("cron.list", {});
  for (const { name } of jobs.slice(0, 1)) {
    await expect(main.getByRole("region", { name: "Scheduled next" })).toContainText(name);
  }
  await onPhone(page);
  const running = main.getByRole("region", { name: "Running now" });
  await begin(server, "agent:main:endless", "stream 100000 every 20 ms");
  await expect(running.getByRole("listitem")).toHaveCount(1);
  await expectSound(page);
  await running.getByRole("button", { name: /^Stop/ }).last().click();
  await expect(running).toContainText("Nothing is running.");
});

test("Overview: what an agent has done in the background is told, looked at and stopped", async ({ stage, page }) => {
  const { server, openclaw } = stage;
  const main = page.getByRole("main");
  const dialog = page.getByRole("dialog");
  const tasks = main.getByRole("list", { name: "Background tasks" });
  // Spelled so that the model finds the words in the task, and not in the message that asks for it.
  const args = `{"task":"str\\u0065am 100000 every 20 ms","label":"Counting"}`;
  await open(page, server, "/overview");
  await begin(server, "agent:main:boss", `call tool_call {"id":"sessions_spawn","args":${args}}`);
  await expect(tasks.getByRole("listitem").filter({ hasText: "Counting" })).toContainText("subagent");
  await expect(main.getByRole("region", { name: "Running now" })).toContainText("Nothing but the background tasks.");

  await onPhone(page);
  await tasks.getByRole("button", { name: "Counting", exact: true }).click();
  await expect(dialog.getByRole("region", { name: "What it was told" })).toContainText("stream 100000 every 20 ms");
  await expectSound(page);
  await dialog.getByRole("button", { name: "Close" }).click();
  await tasks.getByRole("button", { name: "Stop Counting" }).click();
  await expect(tasks).toContainText("Stopped");
  await expect(tasks.getByRole("button", { name: "Stop Counting" })).toHaveCount(0);
  const { tasks: theirs } = await openclaw.ask<{ tasks: { title: string; status: string }[] }>("tasks.list", {});
  expect(theirs.find(({ title }) => title === "Counting")?.status).toBe("cancelled");
  await expectSound(page);
});

test("Circles: what the gateway lacks is said in a sentence, and another one is a step away", async ({
  stage,
  page,
}) => {
  await open(page, stage.server, "/circles");
  const main = page.getByRole("main");
  await expect(main).toContainText("This gateway does not answer circles.list. The built-in one does.");
  await onPhone(page);
  await main.getByRole("link", { name: "Choose another gateway" }).click();
  await main.getByRole("link", { name: "Embedded" }).click();
  await main.getByRole("button", { name: "Use in the panels" }).click();
  await page.goto(`${stage.server.url}/circles`);
  await expect(main.getByRole("button", { name: "New circle" }).first()).toBeVisible();
  await expectSound(page);
});

test("Chat: what was said stays in sight over a reload, once, also before the gateway has stored it", async ({
  stage,
  page,
}) => {
  const words = "stream 60 every 20 ms";
  await page.addInitScript(() => {
    const counts: number[] = [];
    Object.assign(window, { counts });
    const look = () => {
      const articles = [...document.querySelectorAll('[role="log"] article')];
      const count = articles.filter(({ textContent }) => textContent.startsWith("You wrote")).length;
      // Until the first time the page is being loaded.
      if ((count > 0 || counts.length > 0) && counts.at(-1) !== count) counts.push(count);
      requestAnimationFrame(look);
    };
    look();
  });
  await open(page, stage.server, "/chat/agent:main:reloaded");
  await say(page, words);
  await expect(questions(page)).toContainText(words);
  await page.reload();
  await expect(answers(page).getByText(/^Done/)).toBeVisible({ timeout: 30_000 });
  await expect(questions(page)).toHaveCount(1);
  expect(await page.evaluate(() => Reflect.get(window, "counts"))).toEqual([1]);
  await onPhone(page);
  await expectSound(page);
});

test("Questions: what an agent asks is told wherever one is, and answered in its chat or among the approvals", async ({
  stage,
  page,
}) => {
  const { server } = stage;
  const main = page.getByRole("main");
  const question = (id: string, words: string, more: object = {}) => ({
    id,
    header: id,
    question: words,
    options: [{ label: "Staging", description: "nobody is hurt" }, { label: "Production" }],
    ...more,
  });
  const asks = (...questions: object[]) =>
    `call tool_call ${JSON.stringify({ id: "ask_user", args: { questions, timeoutSeconds: 600 } })}`;
  const both = asks(
    question("target", "Where to?"),
    question("tell", "Who hears of it?", { multiSelect: true, options: [{ label: "Ada" }, { label: "Ben" }] }),
  );
  await begin(server, "agent:main:asks", both);
  await open(page, server, "/overview");
  await main.getByRole("link", { name: "main asks you" }).click();
  const dock = main.getByRole("region", { name: "main asks" });
  await expect(dock.getByRole("button", { name: "Answer" })).toBeDisabled();
  await dock.getByRole("radio", { name: /Staging/ }).check();
  await dock.getByRole("checkbox", { name: "Ben" }).check();
  await dock.getByLabel("Another answer to “Who hears of it?”").fill("the cat");
  await expectSound(page);
  await dock.getByRole("button", { name: "Answer" }).click();
  await expect(dock).toBeHidden();
  // The list of sessions tells the last words, of others too.
  const answer = main.getByRole("log", { name: "Conversation" }).getByText(/^The tools said:/);
  await expect(answer).toContainText("Staging");
  await expect(answer).toContainText(/Ben.*the cat/s);

  await onPhone(page);
  await begin(server, "agent:main:asks-again", asks(question("target", "And now?")));
  await page.getByRole("link", { name: /^Approvals/ }).click();
  const row = main.getByRole("list", { name: "Waiting questions" }).getByRole("listitem");
  await expect(row).toContainText("And now?");
  await expectSound(page);
  await row.getByRole("button", { name: "Skip" }).click();
  await expect(main).toContainText("Nothing waits for you");
});

function row(page: Page, key: string): Locator {
  return page
    .getByRole("table", { name: "Sessions" })
    .getByRole("row")
    .filter({ has: page.getByTitle(key, { exact: true }) });
}

async function choose(page: Page, key: string, command: string): Promise<void> {
  await row(page, key)
    .getByRole("button", { name: /^Actions for/ })
    .click();
  await page.getByRole("menuitem", { name: command }).click();
}

function call(command: string): string {
  return `call exec ${JSON.stringify({ command })}`;
}

interface Asked {
  ask: <Answer>(method: string, params: object) => Promise<Answer>;
}

async function askAlways(openclaw: Asked): Promise<void> {
  await setRules(openclaw, { security: "allowlist", ask: "always", allowlist: [] });
}

/** As it is by default. */
async function askNever(openclaw: Asked): Promise<void> {
  await setRules(openclaw, { security: "full", ask: "off" });
}

async function setRules(openclaw: Asked, main: object): Promise<void> {
  const { hash, file } = await openclaw.ask<{ hash: string; file: { agents?: object } }>("exec.approvals.get", {});
  const agents = { ...file.agents, main };
  await openclaw.ask("exec.approvals.set", { file: { version: 1, agents }, baseHash: hash });
}

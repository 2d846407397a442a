import { answers, composer, expect, expectAccessible, NEW_CHAT, open, say, test } from "./fixtures.ts";
import { begin, converse } from "./seed.ts";

const KEY = "agent:main:chat-approvals";
const OPTIONS = [{ label: "Staging", description: "nobody is hurt" }, { label: "Production" }];
const ASK = `call ask_user ${JSON.stringify({
  questions: [{ id: "target", header: "Target", question: "Where to?", options: OPTIONS }],
})}`;

test("commands that wait are decided in the panel, by keys and on a phone, and what was always allowed runs by itself", async ({
  server,
  page,
}) => {
  await open(page, server, "/approvals");
  const main = page.getByRole("main");
  const rows = main.getByRole("list", { name: "Waiting approvals" }).getByRole("listitem");
  await expect(main).toContainText("Nothing waits for you");

  await test.step("what an agent asks appears, with a count in the sidebar", async () => {
    await begin(server, `${KEY}-1`, "run `echo first-word`");
    await expect(rows).toHaveCount(1);
    await expect(rows.first()).toContainText("echo first-word");
    await expect(rows.first()).toContainText(/expires in (29|30):/);
    await expect(page.getByRole("link", { name: /Approvals.*1 waiting/ })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("keys decide the command that was gone to, and none before", async () => {
    await begin(server, `${KEY}-2`, "run `echo second-word`");
    await expect(rows).toHaveCount(2);
    await page.keyboard.press("a");
    await page.keyboard.press("j");
    await expect(rows.first()).toBeFocused();
    await expect(rows).toHaveCount(2);
    await page.keyboard.press("Shift+A");
    await expect(rows).toHaveCount(1);
    await page.keyboard.press("j");
    await page.keyboard.press("d");
    await expect(main).toContainText("Nothing waits for you");
  });

  await test.step("who decided what stands in the history", async () => {
    await main.getByRole("tab", { name: "History" }).click();
    const decisions = main.getByRole("list", { name: "Decisions" }).getByRole("listitem");
    await expect(decisions).toHaveCount(2);
    await expect(decisions.first()).toContainText("Denied");
    await expect(decisions.last()).toContainText("Always allowed");
    await expectAccessible(page);
  });

  await test.step("the rules hold it, can be added to, and it is taken away there", async () => {
    await main.getByRole("tab", { name: "Rules" }).click();
    const list = main.getByRole("list", { name: "Allowed commands" });
    await expect(list).toContainText("echo first-word");
    await main.getByLabel("Command to allow").fill("git");
    await main.getByRole("button", { name: "Allow", exact: true }).click();
    await expect(list.getByRole("listitem")).toHaveCount(2);
    await main.getByLabel("Asks a person").selectOption("off");
    await expect(main.getByLabel("Asks a person")).toHaveValue("off");
    await expect(main.getByLabel("Asks a person")).toBeEnabled();
    await main.getByLabel("Asks a person").selectOption("on-miss");
    await expect(main.getByLabel("Asks a person")).toHaveValue("on-miss");
    await expectAccessible(page);
  });

  await test.step("a phone decides, too", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await main.getByRole("tab", { name: "Waiting" }).click();
    await begin(server, `${KEY}-3`, "run `echo third-word`");
    await expectAccessible(page);
    await rows.first().getByRole("button", { name: "Deny" }).click();
    await expect(main).toContainText("Nothing waits for you");
  });
});

test("a command is decided, and a question answered, in the chat that waits for it, and the agent goes on", async ({
  modelServer: { server },
  page,
}) => {
  await open(page, server, NEW_CHAT);
  await expect(composer(page)).toBeVisible();
  // The list of sessions tells the last words, too.
  const conversation = page.getByRole("log", { name: "Conversation" });

  await test.step("a command, by its card; what is always allowed is not asked for again", async () => {
    const call = `call exec ${JSON.stringify({ command: "echo from-the-shell" })}`;
    const card = page.getByRole("region", { name: "Waiting for your decision" });
    const answers = conversation.getByText(/^The tools said: .*"exitCode":0/);
    await say(page, call);
    await expect(card).toContainText("echo from-the-shell");
    await expectAccessible(page);
    await card.getByRole("button", { name: "Always allow" }).click();
    await expect(card).toHaveCount(0);
    await expect(answers).toHaveCount(1);
    await say(page, call);
    await expect(answers).toHaveCount(2);
    await expect(card).toHaveCount(0);
  });

  await test.step("a question, above where one writes; its call tells the answer", async () => {
    const dock = page.getByRole("region", { name: "Main asks" });
    await say(page, ASK);
    await dock.getByRole("radio", { name: /Staging/ }).check();
    await expectAccessible(page);
    await dock.getByRole("button", { name: "Answer" }).click();
    await expect(dock).toHaveCount(0);
    await expect(conversation.getByText(/^The tools said: .*"answered".*"Staging"/)).toBeVisible();
    await expect(conversation.getByRole("button", { name: /ask_user Where to\? Staging/ })).toBeVisible();
  });

  await test.step("on a phone it is answered among the approvals", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await begin(server, `${KEY}-asks`, ASK);
    await page.getByRole("link", { name: /^Approvals/ }).click();
    const row = page.getByRole("list", { name: "Waiting questions" }).getByRole("listitem");
    await row.getByLabel("Another answer to “Where to?”").fill("the moon");
    await row.getByRole("button", { name: "Answer" }).click();
    await expect(page.getByRole("main")).toContainText("Nothing waits for you");
    await page.goto(`${server.url}/chat/${encodeURIComponent(`${KEY}-asks`)}`);
    await expect(conversation.getByText(/^The tools said: .*"the moon"/)).toBeVisible();
  });
});

test("settings stay in the browser, and notifications are asked for by a button", async ({ server, page, context }) => {
  await context.grantPermissions(["notifications"], { origin: server.url });
  await open(page, server, "/settings");
  const main = page.getByRole("main");
  await main.getByRole("radio", { name: "Light" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
  await main.getByLabel("Start page").selectOption("Sessions");
  await main.getByRole("button", { name: "Turn on" }).click();
  await expect(main).toContainText("Notifications are on");
  await page.reload();
  await expect(main).toContainText("Notifications are on");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
  await expectAccessible(page);
  await main.getByRole("button", { name: "Turn off" }).click();
  await expect(main).toContainText("Notifications are off");
  await page.goto(server.url);
  await expect(page).toHaveURL(/\/sessions$/);
  await expect(page.getByRole("heading", { level: 1, name: "Sessions" })).toBeVisible();
});

test("who does not look is told of a command that waits and of a run that ended, once each, and led there", async ({
  server,
  page,
}) => {
  await page.addInitScript(stubNotifications);
  await open(page, server, `/chat/${encodeURIComponent(`${KEY}-seen`)}`);
  const shown = () => page.evaluate(() => (window as unknown as NotifiedWindow).shown.map(({ title }) => title));
  const look = (isHidden: boolean) => page.evaluate((hidden) => Object.assign(window, { isHidden: hidden }), isHidden);
  const click = (index: number) =>
    page.evaluate((at) => (window as unknown as NotifiedWindow).shown[at]?.onclick?.(), index);

  await test.step("not while it is looked at", async () => {
    await say(page, "status");
    await expect(answers(page).getByText(/^Done\b/)).toBeVisible();
    await begin(server, `${KEY}-seen-2`, "run `echo first-word`");
    await expect(page.getByRole("link", { name: /Approvals.*1 waiting/ })).toBeVisible();
    expect(await shown()).toEqual([]);
  });

  await test.step("once for a command, which leads to the approvals", async () => {
    await look(true);
    await begin(server, `${KEY}-unseen`, "run `echo second-word`");
    await expect.poll(shown).toEqual(["main waits for your approval"]);
    await click(0);
    await expect(page).toHaveURL(/\/approvals$/);
    await expect(page.getByRole("list", { name: "Waiting approvals" }).getByRole("listitem")).toHaveCount(2);
  });

  await test.step("once for a run, which leads to its conversation", async () => {
    await converse(server, `${KEY}-ended`, "status");
    await expect.poll(shown).toEqual(["main waits for your approval", "main has answered"]);
    await click(1);
    await expect(page).toHaveURL(new RegExp(`${encodeURIComponent(`${KEY}-ended`)}`));
    await expect(answers(page)).toHaveCount(1);
    await look(false);
    await say(page, "list agents");
    await expect(answers(page)).toHaveCount(2);
    expect(await shown()).toHaveLength(2);
  });
});

interface NotifiedWindow {
  shown: { title: string; onclick?: () => void }[];
}

/** Keeps what the browser would show, lets the test say whether somebody looks, and is told to notify. Runs in the page. */
function stubNotifications(): void {
  const shown: NotifiedWindow["shown"] = [];
  class KeptNotification {
    static readonly permission = "granted";
    readonly title: string;
    onclick?: () => void;
    constructor(title: string) {
      this.title = title;
      shown.push(this);
    }
    close(): void {}
  }
  Object.assign(window, { shown, Notification: KeptNotification, isHidden: false });
  Object.defineProperty(document, "hidden", { get: () => Reflect.get(window, "isHidden") });
  localStorage.setItem("mc:notify", "on");
}

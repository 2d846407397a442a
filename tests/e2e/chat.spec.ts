import type { Locator } from "@playwright/test";
import { numberedTokens } from "../../server/embedded/testing/openai-script.ts";
import { heldBack } from "../../server/embedded/testing/openai-server.ts";
import { answers, composer, expect, NEW_CHAT, open, questions, say, test } from "./fixtures.ts";

test("two thousand tokens with reasoning and a tool call arrive whole, once", async ({ modelServer, page }) => {
  const { server, models } = modelServer;
  models.script(({ messages }) =>
    messages.at(-1)?.role === "tool"
      ? { kind: "answer", reasoning: ["That ", "is ", "enough."], text: numberedTokens(2_000), pieceBytes: 7 }
      : {
          kind: "answer",
          reasoning: ["Let ", "me ", "look."],
          toolCalls: [{ name: "sessions_list", arguments: '{"limit":5}' }],
        },
  );
  await open(page, server, NEW_CHAT);
  await say(page, "count to two thousand");

  const answer = answers(page);
  await expect(answer.getByText(/^Done in/)).toBeVisible({ timeout: 30_000 });
  await expect(answer).toHaveCount(1);
  await expect(answer.getByRole("paragraph")).toHaveText(textOf(2_000));
  await expect(answer.getByRole("button", { name: "Thought Let me look." })).toBeVisible();
  await expect(answer.getByRole("button", { name: "Thought That is enough." })).toBeVisible();
  await expect(answer.getByRole("button", { name: /sessions_list/ }).getByRole("img", { name: "Done" })).toBeVisible();

  await page.reload();
  await expect(answer).toHaveCount(1);
  await expect(answer.getByRole("paragraph")).toHaveText(textOf(2_000));
  await page.getByRole("log", { name: "Conversation" }).press("Home");
  await expect(questions(page)).toHaveCount(1);
});

test("Stop ends the answer, down to the provider's connection", async ({ modelServer, page }) => {
  const { server, models } = modelServer;
  await open(page, server, NEW_CHAT);
  await say(page, "stall after 20");
  const answer = answers(page);
  await expect(answer).toContainText("18 19");
  const { closed } = await models.exchange(0);

  await page.getByRole("button", { name: "Stop", exact: true }).click();
  expect(await closed).toBe("broken");
  await expect(answer).toContainText("You stopped this answer.");
  await expect(page.getByRole("button", { name: "Stop", exact: true })).toBeHidden();
  await expect(answer).toContainText("18 19");

  await say(page, "and on");
  await expect(answers(page).last()).toContainText("You said: and on");
});

test("a reload in the middle of an answer loses nothing of it", async ({ modelServer, page }) => {
  const { server, models } = modelServer;
  const { text, release } = heldBack(numberedTokens(600), 60);
  models.script(() => ({ kind: "answer", text }));
  await open(page, server, NEW_CHAT);
  await say(page, "count to six hundred");
  const answer = answers(page);
  await expect(answer).toContainText("50 51 52");

  await page.reload();
  await expect(answer).toContainText("0 1 2 3");
  await expect(answer).toContainText("Working");
  expect(textOf(600).startsWith((await answer.getByRole("paragraph").innerText()).trim())).toBe(true);
  release();
  await expect(answer.getByText(/^Done in/)).toBeVisible({ timeout: 30_000 });
  await expect(answer.getByRole("paragraph")).toHaveText(textOf(600));
  await expect(answer).toHaveCount(1);
});

test("two tabs on one session show the same", async ({ modelServer, page, context }) => {
  const { server, models } = modelServer;
  const { text, release } = heldBack(numberedTokens(400), 50);
  models.script(({ messages }) => (messages.length > 2 ? undefined : { kind: "answer", text, everyMs: 5 }));
  await open(page, server, NEW_CHAT);
  const other = await context.newPage();
  await other.goto(server.url + NEW_CHAT);
  await expect(composer(other)).toBeVisible();

  await say(page, "count to four hundred");
  await expect(questions(other)).toContainText("four hundred");
  await expect(answers(other)).toContainText("Working");
  release();
  for (const tab of [page, other]) {
    await expect(answers(tab).getByText(/^Done in/)).toBeVisible({ timeout: 30_000 });
    await expect(answers(tab).getByRole("paragraph")).toHaveText(textOf(400));
    await expect(questions(tab)).toHaveCount(1);
  }

  await say(other, "from the other side");
  await expect(answers(page).last()).toContainText("You said: from the other side");
});

test("what is written while a run goes on waits for its end, or is taken back", async ({ modelServer, page }) => {
  const { server, models } = modelServer;
  const { text, release } = heldBack(numberedTokens(20), 10);
  models.script(({ messages }) => (messages.length > 2 ? undefined : { kind: "answer", text }));
  await open(page, server, NEW_CHAT);
  await say(page, "count to twenty");
  await expect(answers(page)).toContainText("3 4");

  await say(page, "first in line");
  const queue = page.getByRole("list", { name: "Queued messages" });
  await expect(queue.getByRole("listitem")).toHaveCount(1);
  await say(page, "second in line");
  await expect(queue.getByRole("listitem")).toHaveCount(2);
  await page.getByRole("button", { name: "Cancel “second in line”" }).click();
  await expect(queue.getByRole("listitem")).toHaveCount(1);

  release();
  await expect(answers(page).last()).toContainText("You said: first in line", { timeout: 30_000 });
  await expect(queue).toBeHidden();
  expect(models.exchanges).toHaveLength(2);
});

test("Stop ends the answer alone: what waits comes next, and what is taken back can be sent again", async ({
  modelServer,
  page,
}) => {
  const { server, models } = modelServer;
  await open(page, server, NEW_CHAT);
  await say(page, "stall after 5");
  await expect(answers(page)).toContainText("3 4");
  await say(page, "first in line");
  const files = page.getByRole("region", { name: "Write a message" }).getByRole("button", { name: /^Remove / });
  await page.getByLabel("Files to attach").setInputFiles([
    { name: "notes.md", mimeType: "text/markdown", buffer: Buffer.from("# Notes") },
    { name: "dot.png", mimeType: "image/png", buffer: DOT },
  ]);
  await expect(files).toHaveCount(2);
  await say(page, "second in line");
  const queue = page.getByRole("list", { name: "Queued messages" });
  await expect(queue.getByRole("listitem")).toHaveCount(2);
  await expect(files).toHaveCount(0);
  await composer(page).fill("half a thought");
  await page.getByRole("button", { name: "Cancel “second in line”" }).click();
  await expect(queue.getByRole("listitem")).toHaveCount(1);
  await expect(files).toHaveCount(2);
  await expect(files.first()).toHaveAccessibleName("Remove notes.md");
  await expect(composer(page)).toHaveValue("second in line\n\nhalf a thought");

  await page.keyboard.press("Escape");
  await expect(answers(page).first()).toContainText("You stopped this answer.");
  await expect(answers(page).last()).toContainText("You said: first in line");
  await expect(queue).toBeHidden();
  await expect(composer(page)).toHaveValue("second in line\n\nhalf a thought");
  await expect(questions(page)).toHaveCount(2);
  expect(models.exchanges).toHaveLength(2);
});

test("editing a question and sending it again replaces what came after it", async ({ modelServer, page }) => {
  const { server } = modelServer;
  await open(page, server, NEW_CHAT);
  await say(page, "one apple");
  await expect(answers(page).last()).toContainText("You said: one apple");
  await say(page, "two pears");
  await expect(answers(page).last()).toContainText("You said: two pears");

  await questions(page).first().hover();
  await questions(page).first().getByRole("button", { name: "Edit and send again" }).click();
  await expect(composer(page)).toHaveValue("one apple");
  await say(page, "one cherry");
  await expect(answers(page).last()).toContainText("You said: one cherry");
  await expect(questions(page)).toHaveCount(1);
  await expect(answers(page)).toHaveCount(1);
  await expect(page.getByRole("log", { name: "Conversation" })).not.toContainText("two pears");

  await page.reload();
  await expect(answers(page)).toHaveCount(1);
  await expect(answers(page)).toContainText("You said: one cherry");
});

test("a chat can be renamed, and commands work by their names", async ({ modelServer, page }) => {
  const { server } = modelServer;
  await open(page, server, NEW_CHAT);
  await say(page, "hello");
  await expect(answers(page)).toContainText("You said: hello");

  await page.getByRole("heading", { level: 1 }).getByRole("button").click();
  await page.getByRole("textbox", { name: "Title of this session" }).fill("Greetings");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Greetings" })).toBeVisible();
  await expect(
    page.getByRole("navigation", { name: "Sessions" }).getByRole("link", { name: /Greetings/ }),
  ).toBeVisible();

  await composer(page).fill("/st");
  const commands = page.getByRole("listbox", { name: "Commands" });
  await expect(commands.getByRole("option")).toHaveText([/\/stop/, /\/status/]);
  await composer(page).press("ArrowDown");
  await composer(page).press("Enter");
  await expect(page.getByRole("dialog")).toContainText("openai/test-model");
  await page.keyboard.press("Escape");

  await say(page, "/new");
  await expect(page).not.toHaveURL(/chat-journey/);
  await expect(answers(page)).toHaveCount(0);
});

test("a draft survives a reload, and belongs to its session", async ({ modelServer, page }) => {
  const { server } = modelServer;
  await open(page, server, NEW_CHAT);
  await composer(page).fill("half a thought");
  await page.reload();
  await expect(composer(page)).toHaveValue("half a thought");
  await page.getByTitle("New chat").click();
  await expect(composer(page)).toHaveValue("");
  await page.goBack();
  await expect(composer(page)).toHaveValue("half a thought");
});

test("following the end stops on the way up, and a button brings it back", async ({ modelServer, page }) => {
  const { server, models } = modelServer;
  models.script(() => ({ kind: "answer", text: lines(400), everyMs: 15 }));
  await open(page, server, NEW_CHAT);
  await say(page, "a long list");
  const log = page.getByRole("log", { name: "Conversation" });
  const below = () =>
    log.evaluate(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight);
  await expect(log).toContainText("line 60");
  await expect.poll(below).toBeLessThan(40);

  await log.hover();
  await page.mouse.wheel(0, -300);
  const jump = page.getByRole("button", { name: /Jump to latest/ });
  await expect(jump).toBeVisible();
  const top = await stillAt(log);
  await expect(log).toContainText("line 150");
  expect(await log.evaluate(({ scrollTop }) => scrollTop)).toBe(top);

  await jump.click();
  await expect(jump).toBeHidden();
  await expect(answers(page).getByText(/^Done in/)).toBeVisible({ timeout: 30_000 });
  await expect.poll(below).toBeLessThan(40);
});

/** Where a list stands once a turn of the wheel has run out. */
async function stillAt(list: Locator): Promise<number> {
  const moved = async () => {
    const top = () => list.evaluate(({ scrollTop }) => scrollTop);
    const before = await top();
    await list.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)));
    return (await top()) - before;
  };
  await expect.poll(moved).toBe(0);
  return await list.evaluate(({ scrollTop }) => scrollTop);
}

/** A picture of one dot. */
const DOT = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

function textOf(tokens: number): string {
  return numberedTokens(tokens).join("").trim();
}

function lines(amount: number): string[] {
  return Array.from({ length: amount }, (_none, index) => `- line ${index}\n`);
}

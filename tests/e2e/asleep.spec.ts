import type { Page } from "@playwright/test";
import { connected } from "../support/connected.ts";
import { CuttingProxy } from "../support/cutting-proxy.ts";
import { ask, endOf, openWire } from "../support/wire.ts";
import { answers, expect, NEW_CHAT, open, questions, say, test } from "./fixtures.ts";

const SESSION = "agent:main:chat-journey";

test("a device that was offline is back with its network: what waited goes out, what was missed is there", async ({
  modelServer: { server, models },
  page,
  context,
}) => {
  await using proxy = await CuttingProxy.start(server);
  await open(page, { url: `http://127.0.0.1:${proxy.port}`, home: server.home }, NEW_CHAT);
  await say(page, "before");
  await expect(answers(page)).toContainText("You said: before");
  const loaded = await loadedAt(page);

  await context.setOffline(true);
  // Playwright takes the network from pages alone: the worker that holds their socket is to be without it too.
  proxy.isDown = true;
  proxy.cut();
  await expect(page.getByText("Offline", { exact: true }).first()).toBeAttached();
  await say(page, "during");
  await expect(questions(page).last()).toContainText("Will be sent when the connection is back");
  await sayElsewhere(server, "from elsewhere");

  const began = performance.now();
  proxy.isDown = false;
  await context.setOffline(false);
  await connected(page).waitFor({ state: "attached" });
  tell("connected after the network came back", began);
  await expect(answers(page)).toHaveCount(3);
  await expect(answers(page).filter({ hasText: "You said: from elsewhere" })).toHaveCount(1);
  await expect(answers(page).filter({ hasText: "You said: during" })).toHaveCount(1);
  expect(models.exchanges).toHaveLength(3);
  expect(await loadedAt(page)).toBe(loaded);
});

test("a tab that the browser froze takes up where it was, also when its connection died meanwhile", async ({
  modelServer: { server },
  page,
  context,
}) => {
  await using proxy = await CuttingProxy.start(server);
  await open(page, { url: `http://127.0.0.1:${proxy.port}`, home: server.home }, NEW_CHAT);
  await say(page, "before");
  await expect(answers(page)).toContainText("You said: before");
  const loaded = await loadedAt(page);
  const devtools = await context.newCDPSession(page);

  for (const words of ["while it slept", "while it slept and was cut off"]) {
    await devtools.send("Page.setWebLifecycleState", { state: "frozen" });
    if (words.endsWith("off")) proxy.cut();
    await sayElsewhere(server, words);
    const began = performance.now();
    await devtools.send("Page.setWebLifecycleState", { state: "active" });
    await answers(page).getByText(`You said: ${words}`, { exact: true }).waitFor();
    tell(`"${words}" shown after waking`, began);
  }
  await expect(answers(page)).toHaveCount(3);
  expect(await loadedAt(page)).toBe(loaded);
});

/** Another client writes to the same session, and has its answer. */
async function sayElsewhere(server: Parameters<typeof openWire>[0], message: string): Promise<void> {
  const wire = await openWire(server);
  const { runId } = await ask(wire, "chat.send", { sessionKey: SESSION, message, idempotencyKey: message });
  await endOf(wire, runId);
  await wire.close();
}

/** When the page was loaded: another figure after a reload. */
function loadedAt(page: Page): Promise<number> {
  return page.evaluate(() => performance.timeOrigin);
}

function tell(what: string, began: number): void {
  process.stdout.write(`    ${what}: ${Math.round(performance.now() - began)} ms\n`);
}

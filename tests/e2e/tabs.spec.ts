import { numberedTokens } from "../../server/embedded/testing/openai-script.ts";
import { connected } from "../support/connected.ts";
import type { MissionControl } from "../support/mission-control.ts";
import { ask, openWire } from "../support/wire.ts";
import { answers, composer, expect, goTo, NEW_CHAT, open, questions, say, test } from "./fixtures.ts";

test("all tabs share one connection, through an outage, and one that closes takes nothing from the others", async ({
  modelServer,
  page,
  context,
}) => {
  const { server, models, restart } = modelServer;
  await open(page, server, NEW_CHAT);
  const other = await context.newPage();
  await other.goto(`${server.url}${NEW_CHAT}`);
  await expect(connected(other)).toBeAttached();
  expect(await connectionsOf(server)).toBe(1);

  await say(page, "stream 400 every 5 ms");
  await expect(answers(other)).toContainText("50 51 52");
  await expect(answers(other)).toContainText("398 399");
  await expect(answers(page)).toContainText("398 399");

  await server.stop("SIGKILL");
  for (const tab of [page, other]) {
    await expect(composer(tab)).toHaveAttribute("placeholder", /what you send goes out when it is back/);
  }
  await say(page, "written in the first");
  await say(other, "written in the second");
  await restart();
  for (const tab of [page, other]) {
    await expect(answers(tab)).toHaveCount(3, { timeout: 30_000 });
    await expect(questions(tab)).toHaveCount(3);
    for (const place of ["first", "second"]) {
      await expect(answers(tab).getByText(`You said: written in the ${place}`, { exact: true })).toHaveCount(1);
    }
  }
  expect(models.exchanges).toHaveLength(3);
  expect(await connectionsOf(server)).toBe(1);

  await other.close();
  await say(page, "and on");
  await expect(answers(page).last()).toContainText("You said: and on");
  expect(await connectionsOf(server)).toBe(1);
});

test("who signs in anew shares nothing with the tabs of who was there before", async ({ server, page, context }) => {
  await open(page, server);
  const wire = await openWire(server);
  const { secret } = await ask(wire, "tokens.create", { name: "Guest", role: "viewer" });
  const other = await context.newPage();
  await other.goto(`${server.url}/sign-in`);
  await other.getByLabel("Code or token").fill(secret);
  await other.getByRole("button", { name: "Sign in" }).click();
  await expect(connected(other)).toBeAttached();
  const people = async () => {
    const { people } = await ask(wire, "access.people", {});
    return people.map(({ name, connections }) => [name, connections]);
  };
  await expect.poll(people).toEqual(
    expect.arrayContaining([
      ["Guest", 1],
      ["Admin", 2],
    ]),
  );
  await wire.close();
});

test("a tab of the deployment before and one of the next share no worker: both live, each message goes out once, sign-out reaches both", async ({
  modelServer,
  page,
  context,
}) => {
  // Two pages, and a server that starts twice.
  test.setTimeout(120_000);
  const { server, models, restart } = modelServer;
  await open(page, server, NEW_CHAT);
  const next = await context.newPage();
  await next.addInitScript(withAnotherWorker);
  await next.goto(`${server.url}${NEW_CHAT}`);
  await expect(connected(next)).toBeAttached();
  expect(await connectionsOf(server)).toBe(2);
  await server.stop("SIGKILL");
  for (const [tab, place] of [
    [page, "before"],
    [next, "next"],
  ] as const) {
    await expect(composer(tab)).toHaveAttribute("placeholder", /what you send goes out when it is back/);
    await say(tab, `written in the ${place}`);
  }
  await restart();
  for (const tab of [page, next]) {
    // As if the network had told of itself: no tab waits for its next try.
    await tab.evaluate(() => window.dispatchEvent(new Event("online")));
  }
  for (const tab of [page, next]) {
    await expect(answers(tab)).toHaveCount(2, { timeout: 30_000 });
    await expect(questions(tab)).toHaveCount(2);
  }
  expect(models.exchanges).toHaveLength(2);

  await next.getByRole("button", { name: "Settings", exact: true }).click();
  await next.getByRole("menuitem", { name: "Sign out" }).click();
  for (const tab of [next, page]) await expect(tab.getByLabel("Code or token")).toBeVisible();
  await expect.poll(() => connectionsOf(server)).toBe(0);
});

test("without a shared worker, and with one that fails, each tab has its own connection", async ({
  server,
  browser,
}) => {
  for (const spoil of [withoutWorker, withBrokenWorker]) {
    const context = await browser.newContext();
    await context.addInitScript(spoil);
    const page = await context.newPage();
    await open(page, server);
    const other = await context.newPage();
    await other.goto(server.url);
    await expect(connected(other)).toBeAttached();
    expect(await connectionsOf(server)).toBe(2);
    await context.close();
    await expect.poll(() => connectionsOf(server)).toBe(0);
  }
});

/** Connections beside the one that asks. */
async function connectionsOf(server: MissionControl): Promise<number> {
  const wire = await openWire(server);
  const { connections } = await ask(wire, "hub.status", {});
  await wire.close();
  return connections - 1;
}

/** Runs in the page, before anything else does. */
function withoutWorker(): void {
  Reflect.deleteProperty(window, "SharedWorker");
}

/** As a page that another deployment has built: its worker has another name. */
function withAnotherWorker(): void {
  window.SharedWorker = class extends SharedWorker {
    constructor(script: string | URL, options?: string | WorkerOptions) {
      const given = typeof options === "string" ? { name: options } : options;
      super(script, { ...given, name: `${given?.name} next` });
    }
  };
}

function withBrokenWorker(): void {
  window.SharedWorker = class extends SharedWorker {
    constructor(_script: string | URL, options?: string | WorkerOptions) {
      super("/_next/static/gone.js", options);
    }
  };
}

test("A-13: who does not look at a running answer is not sent its words; who comes to it in the middle sees all of it", async ({
  modelServer: { server },
  page,
}) => {
  // A socket of the page's own, so that its frames are seen here.
  await page.addInitScript(withoutWorker);
  const words: string[] = [];
  page.on("websocket", (socket) =>
    socket.on("framereceived", ({ payload }) => {
      if (String(payload).includes('"state":"delta"')) words.push(String(payload));
    }),
  );
  await open(page, server);
  const wire = await openWire(server);
  await ask(wire, "chat.send", {
    sessionKey: "agent:main:chat-journey",
    message: "stream 600 every 15 ms",
    idempotencyKey: "elsewhere",
  });
  await wire.frame((frame) => JSON.stringify(frame).includes("100 "));
  await expect(page.getByRole("main")).toContainText("stream 600 every 15 ms");
  expect(words).toEqual([]);

  await goTo(page, "Sessions");
  await page.getByRole("link", { name: "stream 600 every 15 ms", exact: true }).first().click();
  await expect(answers(page)).toContainText("0 1 2 3");
  await expect(answers(page)).toContainText("598 599", { timeout: 20_000 });
  await expect(answers(page).getByRole("paragraph")).toHaveText(numberedTokens(600).join("").trim());
  // On a slow machine all was said before the page was there: what is said from now on is not.
  await say(page, "stream 20 every 5 ms");
  await expect(answers(page).last()).toContainText("18 19");
  expect(words).not.toEqual([]);
  await wire.close();
});

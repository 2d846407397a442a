import type { Page } from "@playwright/test";
import { PANEL_SLUGS } from "../../components/panels/registry.ts";
import { connected } from "../support/connected.ts";
import { expect, expectAccessible, open, test } from "./fixtures.ts";
import { converse } from "./seed.ts";

const WIDTHS = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
/** What a panel may ask of the server before anybody has done anything. */
const MOST_FIRST_REQUESTS = 10;

/** What panels show besides their first sight. */
const DEEPER = [
  "/chat/agent%3Amain%3Achat-apples",
  "/sessions/agent%3Amain%3Achat-apples",
  "/sessions?group=status&q=apples",
  "/agents/main",
  "/agents/main/files/SOUL.md",
  "/agents/main/tools",
  "/workspace/main/MEMORY.md",
  "/workspace/main/none.md",
  "/memory/main/MEMORY.md",
  "/memory/main/MEMORY.md?look=read",
  "/memory?q=remembered",
  "/skills/incident-review",
  "/circles/none",
  "/cron?state=paused",
  "/usage?by=session&measure=tokens&range=custom",
  "/config?at=auth",
  "/config?view=text",
  "/approvals?view=history",
  "/approvals?view=rules",
  "/access?view=people",
  "/access?view=audit",
  "/logs?q=run&wrap=true",
  "/logs?q=(&regex=true",
];

/** What is read before the page is at rest. */
const FIRST = /^Loading (?!who is connected|the last errors)/;
/** The pages are looked at by so many tests, side by side. */
const SHARES = 4;
const PATHS = [...PANEL_SLUGS.map((slug) => `/${slug}`), ...DEEPER];

test.use({ viewport: WIDTHS.desktop, colorScheme: "dark", reducedMotion: "reduce" });

for (let share = 0; share < SHARES; share++) {
  test(`no panel has a violation of any impact, a console error, more width than the screen, or many first requests (${share + 1} of ${SHARES})`, async ({
    modelServer,
    page,
  }) => {
    test.setTimeout(300_000);
    const { server } = modelServer;
    const errors = consoleErrors(page);
    await page.addInitScript(holdIdle);
    const requests = requestsOf(page);
    await converse(server, "agent:main:chat-apples", "think then let us talk about apples");
    await converse(server, "agent:main:chat-broken", "fail 400 no such thing");
    await open(page, server);
    for (const path of PATHS.filter((_path, index) => index % SHARES === share)) {
      await test.step(path, async () => {
        await page.setViewportSize(WIDTHS.desktop);
        await page.goto(server.url + path);
        await settled(page, FIRST);
        const asked = requests();
        expect.soft(asked.length, `${path} asks something`).toBeGreaterThan(0);
        expect.soft(asked.length, `${path} asks ${asked.join(", ")}`).toBeLessThanOrEqual(MOST_FIRST_REQUESTS);
        await page.evaluate(() => window.dispatchEvent(new Event("test:idle")));
        for (const [name, viewport] of Object.entries(WIDTHS)) {
          await page.setViewportSize(viewport);
          await settled(page);
          await page.emulateMedia({ colorScheme: "dark" });
          await expectAccessible(page);
          await page.emulateMedia({ colorScheme: "light" });
          // A theme changes nothing but colours.
          await expectAccessible(page, ["color-contrast", "link-in-text-block"]);
          const width = await page.evaluate(() => document.documentElement.scrollWidth);
          expect.soft(width, `${path} scrolls sideways, ${name}`).toBeLessThanOrEqual(viewport.width);
        }
        expect.soft(errors.splice(0), path).toEqual([]);
      });
    }
  });
}

test("nor has signing in", async ({ server, page }) => {
  const errors = consoleErrors(page);
  await page.goto(`${server.url}/sign-in?error=invalid`);
  for (const viewport of Object.values(WIDTHS)) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ["dark", "light"] as const) {
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page);
    }
  }
  expect(errors).toEqual([]);
});

test("nor have the windows that open over panels", async ({ modelServer, page }) => {
  const { server } = modelServer;
  await converse(server, "agent:main:chat-apples", "let us talk about apples");
  await open(page, server, "/sessions");
  await expect(page.getByRole("link", { name: "let us talk about apples", exact: true })).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: "Search or do" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("Shift+?");
  await expect(page.getByRole("dialog", { name: "Shortcuts" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Actions for/ }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("menuitem", { name: /^Delete/ }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectAccessible(page);
});

/** Everything that the page complains of, from now on. */
function consoleErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(error.message));
  return errors;
}

/**
 * The browser has no time for what nobody waits for until the page is told so; and the page has a socket of its own,
 * so that what it sends is seen. Runs in the page.
 */
function holdIdle(): void {
  Reflect.deleteProperty(window, "SharedWorker");
  const idle = new Promise((resolve) => window.addEventListener("test:idle", resolve, { once: true }));
  window.requestIdleCallback = (act) => {
    void idle.then(() => act({ didTimeout: true, timeRemaining: () => 0 }));
    return 0;
  };
}

/** Gives what the newest connection of a page has asked for, as often as it did. */
function requestsOf(page: Page): () => string[] {
  let asked: string[] = [];
  page.on("websocket", (socket) => {
    const requests: string[] = [];
    asked = requests;
    socket.on("framesent", ({ payload }) => {
      const { type, method, gateway, params } = JSON.parse(String(payload)) as Record<string, unknown>;
      if (type === "req") requests.push(`${method} ${gateway ?? ""} ${JSON.stringify(params)}`);
    });
  });
  return () => [...asked];
}

/** Connected, and nothing is being loaded any more. */
async function settled(page: Page, loading: RegExp = /^Loading/): Promise<void> {
  await expect(connected(page)).toBeAttached();
  // On a phone details open over the panel, which is then hidden from assistive technology.
  await expect(page.getByRole("main").or(page.getByRole("dialog")).first()).toBeVisible();
  await expect(page.getByRole("status", { name: loading })).toHaveCount(0);
}

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Locator, type Page } from "@playwright/test";
import { type OpenAiServer, startOpenAiServer } from "../../server/embedded/testing/openai-server.ts";
import { connected } from "../support/connected.ts";
import { freePort } from "../support/free-port.ts";
import { MissionControl } from "../support/mission-control.ts";

interface ModelServer {
  server: MissionControl;
  models: OpenAiServer;
  /** Starts the server again, on what it left and at its old address. */
  restart: () => Promise<void>;
}

interface Fixtures {
  /** A server on a fresh state folder, with the built-in operator. */
  server: MissionControl;
  /** A server whose model does what is typed. */
  modelServer: ModelServer;
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
  server: async ({}, use) => {
    await using server = await MissionControl.start();
    await use(server);
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
  modelServer: async ({}, use) => {
    const models = await startOpenAiServer();
    const env = { OPENAI_BASE_URL: models.url, MISSION_CONTROL_MODEL: "openai/test-model" };
    // Not one of the system's choice: between two starts that could be given to somebody else.
    await using server = await MissionControl.start({ env, port: await freePort() });
    let later: MissionControl | undefined;
    const restart = async () => {
      later = await MissionControl.start({ env, home: server.home, port: server.port });
    };
    await use({ server, models, restart });
    await later?.stop("SIGKILL");
    await models.close();
  },
});

export { expect };

/** Signs the browser in, as often as wanted, and shows a page. */
export async function open(page: Page, server: Pick<MissionControl, "url" | "home">, path = "/"): Promise<void> {
  await page.goto(`${server.url}/sign-in?next=${encodeURIComponent(path)}`);
  await page.getByLabel("Code or token").fill(await tokenOf(server));
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(connected(page)).toBeAttached();
}

/** The admin's token. */
export async function tokenOf(server: Pick<MissionControl, "home">): Promise<string> {
  return (await readFile(join(server.home, "token"), "utf8")).trim();
}

/** A chat of the main agent that nobody has written in yet. */
export const NEW_CHAT = "/chat/agent%3Amain%3Achat-journey";
/** How long a page may take to be drawn whole. */
const AXE_MS = 40_000;

/** Where one writes to the agent. */
export function composer(page: Page): Locator {
  return page.getByRole("textbox", { name: "Message", exact: true });
}

/** Writes to the agent whose chat is open. */
export async function say(page: Page, words: string): Promise<void> {
  await composer(page).fill(words);
  await composer(page).press("Enter");
}

/** What the agent has answered, oldest first. */
export function answers(page: Page): Locator {
  return page.getByRole("article").filter({ has: page.getByRole("heading", { name: /answered$/ }) });
}

/** What the person has written, oldest first. */
export function questions(page: Page): Locator {
  return page.getByRole("article").filter({ has: page.getByRole("heading", { name: "You wrote" }) });
}

/** Goes to another panel as people do, without loading the page anew. */
export async function goTo(page: Page, panel: string): Promise<void> {
  await page.getByRole("navigation", { name: "Panels" }).getByRole("link", { name: panel, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: panel })).toBeVisible();
}

/** Holds a page against axe, by these rules alone if there are any: no violation of any impact. */
export async function expectAccessible(page: Page, rules?: string[]): Promise<void> {
  const axe = new AxeBuilder({ page });
  if (rules) axe.withRules(rules);
  const violations = async () =>
    (await axe.analyze()).violations.map(
      ({ id, impact, nodes }) => `${id} (${impact}): ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`,
    );
  // A theme that has changed just now is drawn part by part.
  await expect.poll(violations, { timeout: AXE_MS }).toEqual([]);
}

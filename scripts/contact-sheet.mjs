// All panels on one picture each of a wide and a narrow screen: what a change of the looks did to every one of them is seen at a glance.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PANEL_SLUGS } from "../components/panels/registry.ts";
import { connected } from "../tests/support/connected.ts";

/**
 * @typedef {import("@playwright/test").Browser} Browser
 */

const SHEETS = /** @type {const} */ ([
  { name: "panels-dark.jpg", colorScheme: "dark", width: 1440, height: 900, columns: 3 },
  { name: "panels-light.jpg", colorScheme: "light", width: 1440, height: 900, columns: 3 },
  { name: "panels-phone.jpg", colorScheme: "dark", width: 390, height: 844, columns: 7 },
]);
const SHEET_PX = 1_800;
const STATES = ["loading", "empty", "error", "denied", "full"];
/** Kept by `tests/e2e/states.spec.ts`. */
const PICTURES = new URL("../tests/e2e/pictures/", import.meta.url);
/** Where a panel shows most. */
const ADDRESSES = /** @type {Record<string, string>} */ ({
  logs: "logs?q=run",
  memory: "memory/main/MEMORY.md",
  workspace: "workspace/main/MEMORY.md",
  debug: "debug?method=sessions.list",
  config: "config?at=auth",
});

/**
 * Draws every panel, and all of them on one sheet a look.
 * @param {{ browser: Browser, url: string, token: string, chat: string, out: string }} parts
 */
export async function drawSheets({ browser, url, token, chat, out }) {
  for (const { name, colorScheme, width, height, columns } of SHEETS) {
    const page = await browser.newPage({ viewport: { width, height }, colorScheme, reducedMotion: "reduce" });
    // A worker that is there already never ends the request for its script, and the network would never be idle.
    await page.addInitScript(() => void Reflect.deleteProperty(globalThis, "SharedWorker"));
    await page.goto(`${url}/sign-in`);
    await page.getByLabel("Code or token").fill(token);
    await page.getByRole("button", { name: "Sign in" }).click();
    await connected(page).waitFor({ state: "attached" });
    const pictures = [];
    for (const slug of PANEL_SLUGS) {
      const address = slug === "chat" ? `chat/${encodeURIComponent(chat)}` : (ADDRESSES[slug] ?? slug);
      await page.goto(`${url}/${address}`);
      await page.getByRole("main").getByRole("heading").first().waitFor();
      await page.waitForLoadState("networkidle");
      const picture = await page.screenshot({ type: "jpeg", quality: 85 });
      pictures.push(
        `<figure><img src="data:image/jpeg;base64,${picture.toString("base64")}"><figcaption>${slug}</figcaption></figure>`,
      );
    }
    await drawSheet(page, pictures, columns, join(out, name));
    await page.close();
  }
}

/**
 * Draws the kept pictures of every panel's states on one sheet, a panel a row.
 * @param {{ browser: Browser, out: string }} parts
 */
export async function drawStates({ browser, out }) {
  const page = await browser.newPage();
  const pictures = [];
  for (const slug of PANEL_SLUGS) {
    for (const state of STATES) {
      const picture = await readFile(new URL(`${slug}-${state}.png`, PICTURES), "base64").catch(() => undefined);
      // Panels that read nothing neither load nor fail.
      const image = picture ? `<img src="data:image/png;base64,${picture}">` : "";
      pictures.push(`<figure>${image}<figcaption>${slug}, ${state}</figcaption></figure>`);
    }
  }
  await drawSheet(page, pictures, STATES.length, join(out, "panel-states.jpg"));
  await page.close();
}

/**
 * @param {import("@playwright/test").Page} page
 * @param {string[]} pictures
 * @param {number} columns
 * @param {string} path
 */
async function drawSheet(page, pictures, columns, path) {
  await page.setViewportSize({ width: SHEET_PX, height: 600 });
  await page.setContent(`<style>
    body { margin: 0; padding: 12px; display: grid; grid-template-columns: repeat(${columns}, 1fr); gap: 12px; background: #666; }
    figure { margin: 0; } img { width: 100%; display: block; } figcaption { font: 14px sans-serif; color: #fff; padding: 4px 0; }
  </style>${pictures.join("")}`);
  await page.screenshot({ path, type: "jpeg", quality: 80, fullPage: true });
}

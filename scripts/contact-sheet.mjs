// All panels on one picture each of a wide and a narrow screen: what a change of the looks did to every one of them is seen at a glance.
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { PANEL_SLUGS } from "../components/panels/slugs.ts";
import { ask } from "../tests/support/wire.ts";

/**
 * @typedef {import("../server/hub/testing/wire-client.ts").WireClient} WireClient
 * @typedef {import("@playwright/test").Browser} Browser
 */

const SHEETS = /** @type {const} */ ([
  { name: "panels-dark.jpg", colorScheme: "dark", width: 1440, height: 900, columns: 3 },
  { name: "panels-light.jpg", colorScheme: "light", width: 1440, height: 900, columns: 3 },
  { name: "panels-phone.jpg", colorScheme: "dark", width: 390, height: 844, columns: 7 },
]);
const SHEET_PX = 1_800;
const WAITING = ["rm -rf build && npm run build", "git push --force origin main"];
/** Where a panel shows most. */
const ADDRESSES = /** @type {Record<string, string>} */ ({
  logs: "logs?q=run",
  memory: "memory/main/MEMORY.md",
  workspace: "workspace/main/MEMORY.md",
  debug: "debug?method=sessions.list",
  config: "config?at=auth",
});

/**
 * Gives every panel something to show.
 * @param {WireClient} wire
 */
export async function fillPanels(wire) {
  await ask(wire, "agents.files.set", {
    agentId: "main",
    name: "MEMORY.md",
    content: "# Memory\n\n- The owner likes short answers.\n- Deploys are on Tuesdays.\n",
  });
  const turn = { sessionTarget: "isolated", wakeMode: "now" };
  /** @param {string} message */
  const saying = (message) => ({ kind: /** @type {const} */ ("agentTurn"), message });
  for (const [name, expr, message] of [
    ["Morning briefing", "0 7 * * 1-5", "What happened over night?"],
    ["Weekly cost report", "0 9 * * 1", "What did last week cost?"],
  ]) {
    const schedule = { kind: /** @type {const} */ ("cron"), expr: String(expr), tz: "Europe/Berlin" };
    await wire.req("cron.add", { name, schedule, ...turn, payload: saying(String(message)) });
  }
  await wire.req("circles.create", { name: "launch", agents: ["main", "research"] });
  await wire.req("circles.send", { name: "launch", content: "Are we ready for Tuesday?" });
  const shop = { channel: "webhook", accountId: "shop", callbackUrl: "https://shop.example/answers" };
  await wire.req("channels.add", shop);
  await wire.req("channels.add", { channel: "webhook", accountId: "ticket-desk" });
  await wire.req("channels.stop", { channel: "webhook", accountId: "ticket-desk" });
  await wire.req("tokens.create", { name: "Grafana", role: "viewer" });
  await wire.req("tokens.create", { name: "Ada's laptop", role: "operator" });
  for (const command of WAITING) {
    const request = { command, cwd: "/home/ada/project", agentId: "main", sessionKey: "agent:main:main" };
    // Answered when somebody decides, which nobody does.
    wire.send({
      type: "req",
      id: randomUUID(),
      method: "exec.approval.request",
      params: { ...request, timeoutMs: 600_000 },
    });
  }
}

/**
 * Draws every panel, and all of them on one sheet a look.
 * @param {{ browser: Browser, url: string, token: string, chat: string, out: string }} parts
 */
export async function drawSheets({ browser, url, token, chat, out }) {
  for (const { name, colorScheme, width, height, columns } of SHEETS) {
    const page = await browser.newPage({ viewport: { width, height }, colorScheme, reducedMotion: "reduce" });
    await page.goto(`${url}/sign-in`);
    await page.getByLabel("Code or token").fill(token);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("Connected", { exact: true }).first().waitFor({ state: "attached" });
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
    await page.setViewportSize({ width: SHEET_PX, height: 600 });
    await page.setContent(`<style>
      body { margin: 0; padding: 12px; display: grid; grid-template-columns: repeat(${columns}, 1fr); gap: 12px; background: #666; }
      figure { margin: 0; } img { width: 100%; display: block; } figcaption { font: 14px sans-serif; color: #fff; padding: 4px 0; }
    </style>${pictures.join("")}`);
    await page.screenshot({ path: join(out, name), type: "jpeg", quality: 80, fullPage: true });
    await page.close();
  }
}

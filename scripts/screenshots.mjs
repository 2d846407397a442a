// `node scripts/screenshots.mjs`: draws the pictures of the README and the sheets of all panels in docs anew, from a server with made-up conversations. Run `npm start` or `npm test` once before: they build the pages.
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { openFullHouse } from "../tests/support/full-house.ts";
import { ensureChromium } from "./chromium.mjs";
import { drawSheets, drawStates } from "./contact-sheet.mjs";
import { ROOT } from "./setup.mjs";

const OUT = join(ROOT, "docs");
/** Runs that go on in the house. */
const RUNNING = 2;

const house = await openFullHouse();
const { server, chat } = house;
const browser = await chromium.launch({ executablePath: await ensureChromium(console.log), args: ["--no-sandbox"] });
try {
  await mkdir(OUT, { recursive: true });
  const page = await browser.newPage({
    viewport: { width: 1440, height: 900 },
    colorScheme: "dark",
    reducedMotion: "reduce",
  });
  await page.goto(server.signInUrl);
  await page
    .getByRole("region", { name: "Running now" })
    .getByRole("listitem")
    .nth(RUNNING - 1)
    .waitFor();
  await page.screenshot({ path: join(OUT, "overview.png") });
  await page.goto(`${server.url}/chat/${encodeURIComponent(chat)}`);
  await page.getByText(/^Done in/).waitFor();
  await page.getByRole("table").waitFor();
  await page.screenshot({ path: join(OUT, "chat.png") });
  await page.close();
  const token = (await readFile(join(server.home, "token"), "utf8")).trim();
  await drawSheets({ browser, url: server.url, token, chat, out: OUT });
  await drawStates({ browser, out: OUT });
} finally {
  await browser.close();
  await house[Symbol.asyncDispose]();
}

/**
 * What a person at the panels waits for, in Chromium, plain and with its processor four times slower: first load, a long
 * session, a fast answer, many sessions, a full log. Prints each figure beside its goal, and how loaded the machine was;
 * goals are for the plain run. Names narrow it: `npm exec -- node bench/browser.ts answer`.
 */
import { mkdtemp } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium } from "@playwright/test";
import { ensureChromium } from "../scripts/chromium.mjs";
import { numberedTokens } from "../server/embedded/testing/openai-script.ts";
import { startOpenAiServer } from "../server/embedded/testing/openai-server.ts";
import { WireClient } from "../server/hub/testing/wire-client.ts";
import { connected } from "../tests/support/connected.ts";
import { tokenOf } from "../tests/support/http.ts";
import { MissionControl } from "../tests/support/mission-control.ts";
import { FIRST_WORDS, fillHome, LOG_LINES, MESSAGES, PLANTED, PLANTED_WORD } from "./browser-home.ts";
import { MeasuredPage } from "./browser-page.ts";
import { firstSight, type Sight } from "./sight.ts";

interface Figure {
  what: string;
  value: number;
  unit: string;
  /** Figures are to be at most, or at least, this. */
  atMost?: number;
  atLeast?: number;
}

/** How long after its connection stands a page has asked for all that it shows. */
const SETTLED_MS = 3_000;
const TOKENS = 3_000;
/** The answer's own article: what was asked has numbers too. */
const FIRST_TOKEN = { selector: '[role="log"] article', text: "answered0" };
const LOG_SECONDS = 10;
const LOG_LINES_PER_SECOND = 2_000;
/** Calls in one JSON-RPC batch: each is a line of the log at level debug. */
const BATCH = 50;

const MEASURES = { load: firstLoad, session: longSession, answer, sessions: manySessions, log: fullLog };

const named = process.argv.slice(2);
const measures = Object.entries(MEASURES).flatMap(([name, measure]) =>
  named.length === 0 || named.includes(name) ? [measure] : [],
);
const home = await mkdtemp(join(tmpdir(), "mission-control-bench-"));
await fillHome(home);
const models = await startOpenAiServer();
const env = { OPENAI_BASE_URL: models.url, MISSION_CONTROL_MODEL: "openai/test-model" };
await using server = await MissionControl.start({ home, env, args: ["--log-level", "debug"] });
const browser = await chromium.launch({ executablePath: await ensureChromium(console.log), args: ["--no-sandbox"] });
try {
  for (const throttle of [1, 4]) {
    process.stdout.write(throttle === 1 ? "\nplain\n" : `\nprocessor ${throttle} times slower\n`);
    for (const measure of measures) {
      process.stdout.write(` load ${loadavg()[0]?.toFixed(1)}\n`);
      for (const figure of await measure(throttle)) print(figure, throttle);
    }
  }
} finally {
  await browser.close();
  await models.close();
}

async function firstLoad(throttle: number): Promise<Figure[]> {
  await using opened = await MeasuredPage.open(browser, server, throttle);
  const usable = 'nav[aria-label="Panels"] + div, main h1';
  const cold = await opened.load(`${server.url}/`, usable);
  await untilConnected(opened);
  const counts = opened.counts();
  const warm = await opened.load(`${server.url}/`, usable);
  await using asking = await MeasuredPage.open(browser, server, throttle, true);
  // It never has time for what nobody waits for: only what it is opened for is asked.
  await asking.page.addInitScript(() => {
    window.requestIdleCallback = () => 0;
  });
  await asking.load(`${server.url}/`, usable);
  await untilConnected(asking);
  await asking.page.waitForTimeout(SETTLED_MS);
  return [
    { what: "first load, cold", value: cold, unit: "ms", atMost: 1_120 },
    { what: "first load, warm", value: warm, unit: "ms", atMost: 625 },
    { what: "its JavaScript, gzip", value: counts.script / 1_000, unit: "KB", atMost: 200 },
    { what: "its requests by the socket", value: asking.counts().rpcs, unit: "", atMost: 10 },
    { what: "its requests over HTTP", value: counts.requests, unit: "" },
  ];
}

async function longSession(throttle: number): Promise<Figure[]> {
  await using opened = await MeasuredPage.open(browser, server, throttle);
  const { page } = opened;
  await opened.load(`${server.url}/sessions`, 'table[aria-label="Sessions"] a');
  await untilConnected(opened);
  const link = page.getByRole("link", { name: "A long talk", exact: true }).first();
  await link.waitFor();
  const newest = await opened.until(() => link.click(), '[role="log"] article', `holds up`);
  await page.getByRole("log", { name: "Conversation" }).hover();
  let first = 0;
  const scrolling = await opened.during(async () => {
    const arrived = new AbortController();
    const scroll = async () => {
      while (!arrived.signal.aborted) await page.mouse.wheel(0, -30_000);
    };
    first = await opened.until(
      async () => {
        const turning = scroll();
        turning.catch(() => {});
      },
      '[role="log"] article',
      FIRST_WORDS,
    );
    arrived.abort();
  });
  const wheel = await opened.during(async () => {
    for (let turn = 0; turn < 60; turn += 1) await page.mouse.wheel(0, 1_200);
  });
  await page.keyboard.press("Control+f");
  const find = page.getByRole("textbox", { name: "Find in this conversation" });
  await find.focus();
  const found = await opened.until(
    () => page.keyboard.insertText("Question 4998").then(() => page.keyboard.press("Shift")),
    'search [role="status"]',
    "1 in",
  );
  return [
    { what: `open ${MESSAGES} messages: the newest is visible`, value: newest, unit: "ms", atMost: 500 },
    { what: "go to the first", value: first, unit: "ms", atMost: 2_000 },
    { what: "on the way, longest task", value: scrolling.longestTaskMs, unit: "ms", atMost: 100 },
    { what: "wheel through it", value: wheel.framesPerSecond, unit: "fps", atLeast: 50 },
    { what: "wheel through it, longest task", value: wheel.longestTaskMs, unit: "ms", atMost: 100 },
    { what: "find words in it", value: found, unit: "ms" },
  ];
}

async function answer(throttle: number): Promise<Figure[]> {
  const atRest = await emptyPage(throttle);
  await using opened = await MeasuredPage.open(browser, server, throttle);
  const shared = await answered(opened, `shared-${throttle}`);
  await using counted = await MeasuredPage.open(browser, server, throttle, true);
  const own = await answered(counted, `own-${throttle}`);
  const text = numberedTokens(TOKENS).join("");
  const rows = ([where, { afterToken, afterKey, smooth }]: [string, Answered]): Figure[] => [
    {
      what: `an answer of 3,000 tokens at 1,000 a second, ${where}: first token → paint`,
      value: afterToken,
      unit: "ms",
      atMost: 100,
    },
    { what: "send → paint", value: afterKey, unit: "ms" },
    { what: "pictures meanwhile", value: smooth.framesPerSecond, unit: "fps", atLeast: 50 },
    { what: "long tasks in all", value: smooth.longTasksMs, unit: "ms", atMost: 300 },
    { what: "pictures later than 100 ms", value: smooth.framesOver100Ms, unit: "", atMost: 0 },
    { what: "work on the main thread, a second", value: smooth.busyMsPerSecond, unit: "ms" },
  ];
  return [
    { what: "for comparison, an empty page", value: atRest, unit: "fps" },
    ...rows(["one socket for all tabs", shared]),
    ...rows(["a socket of its own", own]),
    { what: "bytes to the page, beside the text", value: own.frames / Buffer.byteLength(text), unit: "×", atMost: 3 },
  ];
}

type Answered = Awaited<ReturnType<typeof answered>>;

async function answered(opened: MeasuredPage, session: string) {
  const { page } = opened;
  await opened.load(`${server.url}/chat/${encodeURIComponent(`agent:main:${session}`)}`, "textarea");
  await untilConnected(opened);
  await page.getByRole("textbox", { name: "Message", exact: true }).fill(`stream ${TOKENS} every 1 ms`);
  opened.counts();
  let sight: Sight | undefined;
  let firstToken = 0;
  const smooth = await opened.during(async () => {
    const asked = models.exchanges.length;
    const reply = models.exchange(asked).then(({ closed }) => {
      // Its first token follows a millisecond after this.
      firstToken = Date.now();
      return closed;
    });
    sight = await firstSight(page, () => page.keyboard.press("Enter"), FIRST_TOKEN);
    // Looking for the end searches the page again and again, which the page pays for.
    await reply;
    await page.getByText(/^Done in/).waitFor({ timeout: 120_000 });
  });
  const afterKey = sight?.tookMs ?? Number.POSITIVE_INFINITY;
  const afterToken = (sight?.at ?? Number.POSITIVE_INFINITY) - firstToken;
  return { afterKey, afterToken, smooth, frames: opened.counts().frames };
}

/** Pictures a second of a page that does nothing: what the machine allows just now. */
async function emptyPage(throttle: number): Promise<number> {
  await using opened = await MeasuredPage.open(browser, server, throttle);
  await opened.page.goto("about:blank");
  const { framesPerSecond } = await opened.during(() => sleep(2_000));
  return framesPerSecond;
}

async function manySessions(throttle: number): Promise<Figure[]> {
  await using opened = await MeasuredPage.open(browser, server, throttle);
  const { page } = opened;
  await opened.load(`${server.url}/`, "main h1");
  await untilConnected(opened);
  // As somebody who has looked at what was opened first.
  await page.waitForTimeout(SETTLED_MS);
  const row = 'table[aria-label="Sessions"] tbody a';
  const nav = page.getByRole("navigation", { name: "Panels" });
  const rows = await opened.until(
    () => nav.getByRole("link", { name: "Sessions", exact: true }).click(),
    row,
    "Session",
  );
  const search = page.getByRole("searchbox", { name: "Search sessions and transcripts" });
  await search.focus();
  const filtered = await opened.until(
    () => page.keyboard.insertText("number 17").then(() => page.keyboard.press("Shift")),
    row,
    "number 17",
  );
  await search.fill("");
  const open = (name: string) => page.getByRole("link", { name, exact: true }).first().click();
  const message = '[role="log"] article';
  const first = await opened.until(() => open("Session number 300"), message, "How are you?");
  await page.goBack();
  await opened.until(() => open("Session number 299"), message, "How are you?");
  await page.goBack();
  const again = await opened.until(() => open("Session number 300"), message, "How are you?");
  return [
    { what: "302 sessions: rows", value: rows, unit: "ms", atMost: 400 },
    { what: "filter them", value: filtered, unit: "ms", atMost: 50 },
    { what: "switch to one, the first time", value: first, unit: "ms", atMost: 200 },
    { what: "switch to it again", value: again, unit: "ms", atMost: 50 },
  ];
}

async function fullLog(throttle: number): Promise<Figure[]> {
  await using opened = await MeasuredPage.open(browser, server, throttle);
  const { page } = opened;
  await opened.load(`${server.url}/`, "main h1");
  await untilConnected(opened);
  await page.waitForTimeout(SETTLED_MS);
  const nav = page.getByRole("navigation", { name: "Panels" });
  const rows = await opened.until(
    () => nav.getByRole("link", { name: "Logs", exact: true }).click(),
    '[role="option"]',
  );
  await page.getByRole("searchbox", { name: "Search the log" }).focus();
  const found = await opened.until(
    () => page.keyboard.insertText(PLANTED_WORD).then(() => page.keyboard.press("Shift")),
    "main",
    `${PLANTED} found`,
  );
  await page.keyboard.press("Escape");
  await page.getByRole("searchbox", { name: "Search the log" }).fill("");
  const live = await opened.during(() => speakOften(LOG_SECONDS));
  return [
    { what: `a log of ${LOG_LINES} lines: rows`, value: rows, unit: "ms", atMost: 500 },
    {
      what: `a live tail of ${LOG_LINES_PER_SECOND} lines a second`,
      value: live.framesPerSecond,
      unit: "fps",
      atLeast: 55,
    },
    { what: "its longest task", value: live.longestTaskMs, unit: "ms", atMost: 50 },
    { what: "its work on the main thread, a second", value: live.busyMsPerSecond, unit: "ms" },
    { what: `${PLANTED} of ${PLANTED} planted lines found`, value: found, unit: "ms" },
  ];
}

/** Has the server write so many lines of log a second: calls are lines at level debug. */
async function speakOften(seconds: number): Promise<void> {
  const headers = { authorization: `Bearer ${await tokenOf(server)}` };
  const wire = new WireClient(server.wsUrl, { protocols: ["jsonrpc-2.0"], headers });
  const call = JSON.stringify(Array.from({ length: BATCH }, (_none, id) => ({ jsonrpc: "2.0", id, method: "health" })));
  const from = performance.now();
  for (let sent = 0; sent < seconds * LOG_LINES_PER_SECOND; sent += BATCH) {
    wire.send(call);
    const ahead = (sent * 1_000) / LOG_LINES_PER_SECOND - (performance.now() - from);
    if (ahead > 0) await sleep(ahead);
  }
  await wire.close();
}

async function untilConnected({ page }: MeasuredPage): Promise<void> {
  await connected(page).waitFor({ state: "attached", timeout: 60_000 });
}

function print({ what, value, unit, atMost, atLeast }: Figure, throttle: number): void {
  const goal = atMost !== undefined ? `≤${atMost}` : atLeast !== undefined ? `≥${atLeast}` : undefined;
  const missed = (atMost !== undefined && value > atMost) || (atLeast !== undefined && value < atLeast);
  const verdict = goal === undefined ? "" : ` (goal ${goal})${throttle > 1 ? "" : missed ? " MISSED" : " ok"}`;
  process.stdout.write(`  ${what}: ${value.toFixed(value < 10 ? 2 : 0)} ${unit}${verdict}\n`);
}

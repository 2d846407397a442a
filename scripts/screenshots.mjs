// `node scripts/screenshots.mjs`: draws the pictures of the README and the sheets of all panels in docs anew, from a server with made-up conversations. Run `npm start` or `npm test` once before: they build the pages.
import { randomUUID } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { startOpenAiServer } from "../server/embedded/testing/openai-server.ts";
import { MissionControl } from "../tests/support/mission-control.ts";
import { ask, endOf, openWire } from "../tests/support/wire.ts";
import { ensureChromium } from "./chromium.mjs";
import { drawSheets, fillPanels } from "./contact-sheet.mjs";
import { ROOT } from "./setup.mjs";

const OUT = join(ROOT, "docs");
const MODEL = "gpt-5.1";
const AGENTS = [
  { name: "Release", emoji: "🚀" },
  { name: "On call", emoji: "🚨" },
  { name: "Research", emoji: "🔭" },
];
/**
 * What was talked about: agent, first words, answer. Later ones are newer.
 * @type {[agent: string, words: string, answer: string][]}
 */
const TALKS = [
  ["research", "Compare SQLite and Postgres for an append-only event log", "Both hold up; what decides is who writes."],
  ["release", "Write the notes for 0.9.2", "The notes are in CHANGELOG.md: two fixes, nothing that breaks."],
  [
    "on-call",
    "Why did the nightly backup take three hours?",
    "The bucket moved to another region, so every byte went over the sea.",
  ],
  ["main", "Plan the week", "Monday is for the migration, the rest for what it turns up."],
  ["research", "Summarize yesterday's incident reviews", "Three reviews, one theme: retries without a bound."],
];
/** Of these the answers were not read yet. */
const UNREAD = 2;
/** @type {[agent: string, words: string]} */
const FAILING = ["on-call", "Page the owner of the payments queue"];
/** @type {[agent: string, words: string][]} */
const LONG_RUNS = [
  ["release", "Cut 1.0 from main and watch the pipeline"],
  ["on-call", "Watch the error rate until it is back under 0.1 %"],
];
const QUESTION = "Which sessions cost most this week, and why?";
const SUMMARY = `**Research** leads, with two thirds of the week's cost. It read the same 40 pages in each of its runs:

| Agent | Sessions | Tokens | Cost |
| --- | ---: | ---: | ---: |
| Research | 2 | 812k | $1.94 |
| On call | 2 | 301k | $0.71 |
| Release | 2 | 96k | $0.22 |

Two changes pay off at once:

1. Keep what was read in \`MEMORY.md\` instead of reading it again.
2. Give the summaries to a smaller model:

\`\`\`json5
{ agents: { research: { model: "openai/gpt-5-mini" } } }
\`\`\`
`;

const models = await startOpenAiServer({ models: [{ id: MODEL }], script: answer });
const env = { OPENAI_BASE_URL: models.url, OPENAI_API_KEY: "none", MISSION_CONTROL_MODEL: `openai/${MODEL}` };
const server = await MissionControl.start({ env });
const browser = await chromium.launch({ executablePath: await ensureChromium(console.log), args: ["--no-sandbox"] });
try {
  const wire = await openWire(server);
  for (const agent of AGENTS) await ask(wire, "agents.create", agent);
  for (const [index, [agent, words]] of TALKS.entries()) {
    const key = sessionOf(agent);
    await endOf(wire, await send(wire, key, words));
    if (index < TALKS.length - UNREAD) await ask(wire, "sessions.patch", { key, unread: false });
  }
  await endOf(wire, await send(wire, sessionOf(FAILING[0]), FAILING[1]));
  const chat = sessionOf("main");
  await endOf(wire, await send(wire, chat, QUESTION));
  await ask(wire, "sessions.patch", { key: chat, unread: false });
  for (const [agent, words] of LONG_RUNS) await send(wire, sessionOf(agent), words);

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
    .nth(LONG_RUNS.length - 1)
    .waitFor();
  await page.screenshot({ path: join(OUT, "overview.png") });
  await page.goto(`${server.url}/chat/${encodeURIComponent(chat)}`);
  await page.getByText(/^Done in/).waitFor();
  await page.getByRole("table").waitFor();
  await page.screenshot({ path: join(OUT, "chat.png") });
  await page.close();
  await fillPanels(wire);
  const token = (await readFile(join(server.home, "token"), "utf8")).trim();
  await drawSheets({ browser, url: server.url, token, chat, out: OUT });
  await wire.close();
} finally {
  await browser.close();
  await server[Symbol.asyncDispose]();
  await models.close();
}

/** @type {import("../server/embedded/testing/openai-server.ts").Script} */
function answer({ messages }) {
  const words = String(messages.findLast(({ role }) => role === "user")?.content ?? "");
  const usage = { prompt_tokens: 41_200, completion_tokens: 2_300 };
  if (LONG_RUNS.some(([, long]) => words.includes(long))) {
    return { kind: "answer", text: ["On it: ", "I look again every minute."], lastly: "stall" };
  }
  if (words.includes(FAILING[1])) {
    return { kind: "error", status: 403, message: "The key of this project may not use this model." };
  }
  const talk = TALKS.find(([, first]) => words.includes(first));
  if (talk) return { kind: "answer", text: [talk[2]], usage };
  if (messages.at(-1)?.role === "tool") {
    return {
      kind: "answer",
      reasoning: ["Two agents stand out. The rest is noise."],
      text: SUMMARY.split(/(?<= )/),
      everyMs: 30,
      usage,
    };
  }
  return {
    kind: "answer",
    reasoning: ["I'll look at the sessions of the last seven days, then at what their runs had in common."],
    toolCalls: [
      { name: "sessions_list", arguments: '{"activeMinutes":10080,"limit":50}' },
      { name: "logs_search", arguments: '{"query":"run ended","limit":50}' },
    ],
    usage,
  };
}

/** @param {string} agent */
function sessionOf(agent) {
  return `agent:${agent}:chat-${randomUUID().slice(0, 8)}`;
}

/**
 * Says something and resolves the id of its run.
 * @param {Awaited<ReturnType<typeof openWire>>} wire
 * @param {string} sessionKey
 * @param {string} message
 */
async function send(wire, sessionKey, message) {
  const { runId } = await ask(wire, "chat.send", { sessionKey, message, idempotencyKey: randomUUID() });
  return runId;
}

import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import {
  type ChatRequest,
  type OpenAiServer,
  type Reply,
  startOpenAiServer,
} from "../../server/embedded/testing/openai-server.ts";
import type { WireClient } from "../../server/hub/testing/wire-client.ts";
import { MissionControl } from "./mission-control.ts";
import { ask, endOf, openWire } from "./wire.ts";

/** A server with made-up conversations, agents, jobs and people: every panel has something to show. */
export interface FullHouse {
  server: MissionControl;
  /** The session whose chat shows most. */
  chat: string;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface FullHouseOptions {
  /** Sets the server's calendar to this time, milliseconds since 1970; it goes on from there. Default: the machine's. */
  begins?: number;
}

/** The environment of a server whose calendar begins at a time of our choice. */
export function calendarFrom(begins: number): Record<string, string> {
  return { NODE_OPTIONS: `--import=${CLOCK}`, CLOCK_BEGINS: String(begins), TZ: "UTC" };
}

/** Starts it, and resolves once everything was said and set up. */
export async function openFullHouse({ begins }: FullHouseOptions = {}): Promise<FullHouse> {
  const models = await startOpenAiServer({ models: [{ id: MODEL }], script: answer });
  const env = {
    OPENAI_BASE_URL: models.url,
    OPENAI_API_KEY: "none",
    MISSION_CONTROL_MODEL: `openai/${MODEL}`,
    ...(begins !== undefined && calendarFrom(begins)),
  };
  const server = await MissionControl.start({ env });
  // Stays: what waits for a person is withdrawn with the connection that asked.
  const wire = await openWire(server);
  await talk(wire);
  await furnish(wire);
  return { server, chat: CHAT, [Symbol.asyncDispose]: () => close(models, server, wire) };
}

const CLOCK = fileURLToPath(new URL("./shifted-clock.mjs", import.meta.url));
const MODEL = "gpt-5.1";
const CHAT = "agent:main:chat-costs";
const AGENTS = [
  { name: "Release", emoji: "🚀" },
  { name: "On call", emoji: "🚨" },
  { name: "Research", emoji: "🔭" },
];

interface Talk {
  agent: string;
  session: string;
  words: string;
  answer: string;
}

/** What was talked about; later ones are newer. */
const TALKS: readonly Talk[] = [
  {
    agent: "research",
    session: "event-log",
    words: "Compare SQLite and Postgres for an append-only event log",
    answer: "Both hold up; what decides is who writes.",
  },
  {
    agent: "release",
    session: "notes",
    words: "Write the notes for 0.9.2",
    answer: "The notes are in CHANGELOG.md: two fixes, nothing that breaks.",
  },
  {
    agent: "on-call",
    session: "backup",
    words: "Why did the nightly backup take three hours?",
    answer: "The bucket moved to another region, so every byte went over the sea.",
  },
  {
    agent: "main",
    session: "week",
    words: "Plan the week",
    answer: "Monday is for the migration, the rest for what it turns up.",
  },
  {
    agent: "research",
    session: "reviews",
    words: "Summarize yesterday's incident reviews",
    answer: "Three reviews, one theme: retries without a bound.",
  },
];
/** Of these the answers were not read yet. */
const UNREAD = 2;
const FAILING = { agent: "on-call", session: "payments", words: "Page the owner of the payments queue" };
const LONG_RUNS = [
  { agent: "release", session: "pipeline", words: "Cut 1.0 from main and watch the pipeline" },
  { agent: "on-call", session: "errors", words: "Watch the error rate until it is back under 0.1 %" },
];
const WAITING = ["rm -rf build && npm run build", "git push --force origin main"];
const CIRCLE_NAME = "launch";
const CIRCLE = ["main", "research"];
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

async function talk(wire: WireClient): Promise<void> {
  for (const agent of AGENTS) await ask(wire, "agents.create", agent);
  for (const [index, talk] of TALKS.entries()) {
    await endOf(wire, await send(wire, keyOf(talk), talk.words));
    if (index < TALKS.length - UNREAD) await ask(wire, "sessions.patch", { key: keyOf(talk), unread: false });
  }
  await endOf(wire, await send(wire, keyOf(FAILING), FAILING.words));
  await endOf(wire, await send(wire, CHAT, QUESTION));
  await ask(wire, "sessions.patch", { key: CHAT, unread: false });
  for (const run of LONG_RUNS) await send(wire, keyOf(run), run.words);
}

async function furnish(wire: WireClient): Promise<void> {
  await ask(wire, "agents.files.set", {
    agentId: "main",
    name: "MEMORY.md",
    content: "# Memory\n\n- The owner likes short answers.\n- Deploys are on Tuesdays.\n",
  });
  await schedule(wire, "Morning briefing", "0 7 * * 1-5", "What happened over night?");
  await schedule(wire, "Weekly cost report", "0 9 * * 1", "What did last week cost?");
  await ask(wire, "circles.create", { name: CIRCLE_NAME, agents: [...CIRCLE] });
  // One after the other: which of two answers comes last would be chance.
  for (const agent of CIRCLE) await converse(wire, `@${agent} Are we ready for Tuesday?`, agent);
  const shop = { channel: "webhook" as const, accountId: "shop", callbackUrl: "https://shop.example/answers" };
  await ask(wire, "channels.add", shop);
  await ask(wire, "channels.add", { channel: "webhook", accountId: "ticket-desk" });
  await ask(wire, "channels.stop", { channel: "webhook", accountId: "ticket-desk" });
  await ask(wire, "tokens.create", { name: "Grafana", role: "viewer" });
  await ask(wire, "tokens.create", { name: "Ada's laptop", role: "operator" });
  for (const command of WAITING) {
    const request = { command, cwd: "/home/ada/project", agentId: "main", sessionKey: "agent:main:main" };
    const params = { ...request, timeoutMs: 600_000 };
    // Answered when somebody decides, which nobody does.
    wire.send({ type: "req", id: randomUUID(), method: "exec.approval.request", params });
  }
}

/** Says something in the circle, and resolves once this agent's answer is kept there. */
async function converse(wire: WireClient, message: string, agent: string): Promise<void> {
  await ask(wire, "circles.send", { name: CIRCLE_NAME, message });
  for (;;) {
    const seen = wire.frames.filter(({ event }) => event === "circle.message").length;
    const { messages } = await ask(wire, "circles.history", { name: CIRCLE_NAME });
    if (messages.some(({ role, from }) => role === "assistant" && from === agent)) return;
    await wire.frame(() => wire.frames.filter(({ event }) => event === "circle.message").length > seen);
  }
}

async function schedule(wire: WireClient, name: string, expr: string, message: string): Promise<void> {
  await ask(wire, "cron.add", {
    name,
    schedule: { kind: "cron", expr, tz: "Europe/Berlin" },
    sessionTarget: "isolated",
    wakeMode: "now",
    payload: { kind: "agentTurn", message },
  });
}

function answer({ messages }: ChatRequest): Reply {
  const words = String(messages.findLast(({ role }) => role === "user")?.content ?? "");
  const usage = { prompt_tokens: 41_200, completion_tokens: 2_300 };
  if (LONG_RUNS.some((run) => words.includes(run.words)))
    return { kind: "answer", text: ["On it: ", "I look again every minute."], lastly: "stall" };
  if (words.includes(FAILING.words))
    return { kind: "error", status: 403, message: "The key of this project may not use this model." };
  const talk = TALKS.find((talk) => words.includes(talk.words));
  if (talk) return { kind: "answer", text: [talk.answer], usage };
  if (messages.at(-1)?.role === "tool") {
    return {
      kind: "answer",
      reasoning: ["Two agents stand out. The rest is noise."],
      text: SUMMARY.split(/(?<= )/),
      everyMs: 5,
      usage,
    };
  }
  if (!words.includes(QUESTION)) return { kind: "answer", text: ["We are: what is left is written down."], usage };
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

function keyOf({ agent, session }: { agent: string; session: string }): string {
  return `agent:${agent}:chat-${session}`;
}

/** Says something and resolves the id of its run. */
async function send(wire: WireClient, sessionKey: string, message: string): Promise<string> {
  const { runId } = await ask(wire, "chat.send", { sessionKey, message, idempotencyKey: randomUUID() });
  return runId;
}

async function close(models: OpenAiServer, server: MissionControl, wire: WireClient): Promise<void> {
  await wire.close();
  await server[Symbol.asyncDispose]();
  await models.close();
}

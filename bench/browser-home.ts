/** A state folder as years of use leave it: one long session, many others, and a full log. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openStore } from "../server/store/sqlite.ts";

const LONG_SESSION = "agent:main:chat-long";
export const MESSAGES = 5_000;
const SESSIONS = 302;
export const LOG_LINES = 100_000;
/** Lines that are looked for, far apart. */
export const PLANTED = 20;
export const PLANTED_WORD = "quicksilver";
/** Said once, in the oldest message but one. */
export const FIRST_WORDS = "the very first question";

const SOURCES = ["hub", "gateway", "run", "store", "http"];
/** pino's numbers for debug, info, warn and error, as often as they come. */
const LEVELS = [20, 20, 20, 20, 20, 30, 30, 30, 30, 30, 30, 30, 40, 40, 50];
const PARAGRAPH =
  "It **holds up**: the event log is bounded by bytes and by age, each frame is made once, and `resume` reads on from a position. ";

export async function fillHome(home: string): Promise<void> {
  await mkdir(join(home, "logs"), { recursive: true });
  await writeFile(join(home, "logs", "mission-control.log"), logLines(Date.now()));
  const store = await openStore({ file: join(home, "mission-control.db") });
  const from = Date.now() - 86_400_000;
  for (let number = 1; number < SESSIONS; number += 1) {
    const at = from + number * 60_000;
    await store.sessions.put({
      ...session(`agent:main:chat-${number}`, at),
      derivedTitle: `Session number ${number}`,
      lastMessagePreview: PARAGRAPH,
    });
    await store.messages.append(`agent:main:chat-${number}`, [question(`q-${number}`, "How are you?", at)]);
  }
  const newest = Date.now();
  await store.sessions.put({ ...session(LONG_SESSION, newest), derivedTitle: "A long talk", messageCount: MESSAGES });
  const messages = Array.from({ length: MESSAGES }, (_none, index) => {
    const at = newest - (MESSAGES - index) * 1_000;
    if (index % 2 === 1) return answer(`m-${index}`, index, at);
    return question(`m-${index}`, index === 0 ? FIRST_WORDS : `Question ${index}: what about the event log?`, at);
  });
  for (let index = 0; index < MESSAGES; index += 500) {
    await store.messages.append(LONG_SESSION, messages.slice(index, index + 500));
  }
  await store.close();
}

function session(key: string, at: number) {
  return { key, sessionId: `id of ${key}`, agentId: "main", kind: "direct" as const, createdAt: at, updatedAt: at };
}

function question(id: string, content: string, timestamp: number) {
  return { role: "user" as const, content, timestamp, __openclaw: { id } };
}

function answer(id: string, index: number, timestamp: number) {
  const list = index % 10 === 1 ? "\n\n- one\n- two\n\n```ts\nconst answer = 42;\n```\n" : "";
  const content = [{ type: "text" as const, text: PARAGRAPH.repeat(1 + (index % 4)) + list }];
  return { role: "assistant" as const, content, timestamp, model: "test-model", __openclaw: { id } };
}

function logLines(now: number): string {
  // In the newer half: what the runs themselves write pushes the oldest lines out.
  const apart = LOG_LINES / 2 / PLANTED;
  const isPlanted = (index: number) => index >= LOG_LINES / 2 && index % apart === apart - 100;
  const lines = Array.from({ length: LOG_LINES }, (_none, index) =>
    JSON.stringify({
      level: LEVELS[index % LEVELS.length],
      time: now - (LOG_LINES - index) * 30,
      source: SOURCES[index % SOURCES.length],
      msg: isPlanted(index) ? `the ${PLANTED_WORD} was here` : `request ${index} handled`,
      ms: index % 500,
    }),
  );
  return `${lines.join("\n")}\n`;
}

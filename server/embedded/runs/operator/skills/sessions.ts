import { ago, code, count, table } from "../markdown.ts";
import type { Skill, SkillContext, Way } from "../skill.ts";
import { answered, number, oneCall, type Result, rows, text } from "./answer.ts";

const LIST =
  /^(?:(?:list|show|get|see|display|find|search|which|what|are there|how many|give|all|my|the|any|recent|latest|newest|last|active|open|\d+)\s+)*(?:me\s+)?(?:(?:all|my|the|our|recent|latest|newest|last|active|open|\d+)\s+)*(?:sessions?|chats?|conversations?)(?:\s+(?:are there|do (?:i|we|you) have|exist|are open|list))?(?:\s+(?:about|named|called|matching|like|with|containing|for)\s+(?<search>.+))?$/i;
const SHOW =
  /^(?:show|open|read|get|view|display|see|print|tail)\s+(?:me\s+)?(?:the\s+)?(?:transcript|history|messages|session|chat|conversation)s?\s+(?:(?:of|from|in|for|called|named)\s+)?(?:(?:the\s+)?(?:session|chat|conversation)\s+)?(?<key>.+)$|^what (?:was|is|did they) (?:said|say|written|discussed)\s+in\s+(?:(?:the\s+)?(?:session|chat|conversation)\s+)?(?<said>.+)$/i;

export const listSessions: Skill = {
  help: { say: "list sessions about deploys", does: "list sessions, newest first, or those that match" },
  understand(words) {
    const match = LIST.exec(words);
    if (!match) return undefined;
    const search = match.groups?.search && unquoted(match.groups.search);
    const active = /\b(?:active|running)\b/i.test(words.slice(0, words.length - (search?.length ?? 0)));
    const limit = Number(/\b(\d{1,3})\b/.exec(match[0].replace(search ?? "", ""))?.[1] ?? 0);
    const args = {
      ...(search && { search }),
      ...(active && { activeMinutes: 60 }),
      ...(limit > 0 && { limit: Math.min(limit, 200) }),
    };
    return {
      thought: search ? `I'll look for sessions that match “${search}”.` : "I'll list the sessions.",
      way: ({ now }) => oneCall({ tool: "sessions_list", args }, (result) => listText(result, now, search)),
    };
  },
};

export const showSession: Skill = {
  help: { say: "show session agent:main:main", does: "show the newest messages of a session, by its key or title" },
  understand(words) {
    const match = SHOW.exec(words);
    const wanted = match?.groups?.key ?? match?.groups?.said;
    if (!wanted || /^(?:about|matching|with|list)\b/i.test(wanted)) return undefined;
    const name = unquoted(wanted);
    return { thought: `I'll read the session ${name}.`, way: (context) => showWay(name, context) };
  },
};

/** The sessions as a table, or nothing when there are none. */
export function sessionTable(sessions: readonly Result[], now: number): string {
  if (sessions.length === 0) return "";
  return table(
    ["session", "key", "updated", "messages", "model"],
    sessions.map((row) => [
      `${row.running ? "▶ " : ""}${text(row.title)}`,
      code(text(row.key)),
      ago(number(row.updatedAt), now),
      row.messages,
      row.model,
    ]),
  );
}

/** A key is read at once; a title is looked up first. */
function* showWay(name: string, { now }: SkillContext): Way {
  if (name.includes(":")) {
    const [outcome] = yield [transcriptCall(name)];
    return answered(outcome, (result) => transcriptText(result, now));
  }
  const [found] = yield [{ tool: "sessions_list", args: { search: name, limit: 5 } }];
  const candidates = found?.ok ? rows((found.value as Result | null)?.sessions) : [];
  const [first, ...others] = candidates;
  if (!found?.ok || !first)
    return answered(found, () => `There is no session that matches “${name}”. Say **list sessions** to see them all.`);
  const exact = candidates.find((row) => text(row.title).toLowerCase() === name.toLowerCase());
  const [outcome] = yield [transcriptCall(text((exact ?? first).key))];
  const note =
    !exact && others.length > 0
      ? `\n\n${count(others.length, "other session")} match too: ${others.map((row) => code(text(row.key))).join(", ")}.`
      : "";
  return answered(outcome, (result) => transcriptText(result, now)) + note;
}

function transcriptCall(key: string) {
  return { tool: "session_transcript", args: { key, limit: 12 } };
}

function listText(result: Result, now: number, search: string | undefined): string {
  const sessions = rows(result.sessions);
  const total = number(result.total);
  if (sessions.length === 0) return search ? `No session matches “${search}”.` : "There are no sessions yet.";
  const shown = total > sessions.length ? `, the newest ${sessions.length} shown` : "";
  return `**${count(total, "session")}**${search ? ` matching “${search}”` : ""}${shown}:\n\n${sessionTable(sessions, now)}`;
}

function transcriptText(result: Result, now: number): string {
  const messages = rows(result.messages);
  const title = text(result.title) || text(result.key);
  if (messages.length === 0) return `The session ${code(text(result.key))} has no messages.`;
  const lines = messages.map((message) => {
    const who = message.role === "toolResult" ? `tool ${text(message.tool)}` : text(message.role);
    const calls = Array.isArray(message.calls) ? ` *calls ${message.calls.join(", ")}*` : "";
    return `- **${who}**, ${ago(number(message.time), now)}: ${short(text(message.text))}${calls}`;
  });
  return `**${title}**, ${count(number(result.total), "message")}${result.truncated ? ", the newest shown" : ""}:\n\n${lines.join("\n")}`;
}

function short(words: string): string {
  const line = words.replace(/\s+/g, " ").trim();
  return line.length > 280 ? `${line.slice(0, 280)}…` : line;
}

function unquoted(words: string): string {
  return words.trim().replace(/^["'“”`«]+|["'“”`»]+$/g, "");
}

import type { ParamsOf } from "../protocol/methods.ts";
import type { SessionRow } from "../protocol/sessions.ts";
import type { ModelsListResult } from "../protocol/system.ts";
import { THINKING_LEVELS } from "../protocol/thinking.ts";
import { chosenLevel } from "./models.ts";

/** What slash commands do their work with. */
export interface CommandHost {
  abort(key: string): Promise<string[]>;
  reset(key: string): Promise<unknown>;
  compact(key: string): Promise<{ compacted: boolean; kept: number }>;
  patch(params: ParamsOf<"sessions.patch">): Promise<SessionRow>;
  describe(key: string): Promise<SessionRow | undefined>;
  models(): Promise<ModelsListResult>;
}

export interface Command {
  name: keyof typeof COMMANDS;
  argument: string;
}

interface CommandEntry {
  usage: string;
  does: string;
  /** The words of the answer. */
  run(host: CommandHost, key: string, argument: string): Promise<string>;
}

const LEVELS = THINKING_LEVELS.join(", ");
const LISTED_MODELS = 20;

const COMMANDS = {
  new: { usage: "/new", does: "starts afresh: this conversation is removed", run: startAfresh },
  reset: { usage: "/reset", does: "the same as /new", run: startAfresh },
  stop: { usage: "/stop", does: "stops what is going on in this session", run: stop },
  status: { usage: "/status", does: "says the model, the use of tokens and what is going on", run: status },
  model: { usage: "/model [id]", does: "changes the model of this session, or says which there are", run: model },
  think: { usage: "/think [level]", does: `changes how much the model thinks: ${LEVELS}`, run: think },
  compact: { usage: "/compact", does: "removes all but the newest messages", run: compact },
  help: { usage: "/help", does: "lists the commands", run: help },
} satisfies Record<string, CommandEntry>;

/** The slash command that a message is; other words that begin with a slash are no command. */
export function parseCommand(message: string): Command | undefined {
  const [, name = "", argument = ""] = /^\/([a-z]+)(?:\s+(\S.*?))?\s*$/i.exec(message.trim()) ?? [];
  const known = name.toLowerCase();
  return isCommand(known) ? { name: known, argument } : undefined;
}

/** @throws RpcError when the command cannot do its work */
export function answerCommand(host: CommandHost, key: string, { name, argument }: Command): Promise<string> {
  return COMMANDS[name].run(host, key, argument);
}

function isCommand(name: string): name is Command["name"] {
  return Object.hasOwn(COMMANDS, name);
}

async function startAfresh(host: CommandHost, key: string): Promise<string> {
  await host.reset(key);
  return "A new conversation begins.";
}

async function stop(host: CommandHost, key: string): Promise<string> {
  const stopped = await host.abort(key);
  if (stopped.length === 0) return "Nothing is going on in this session.";
  return stopped.length === 1 ? "Stopped." : `Stopped ${stopped.length} runs.`;
}

async function status(host: CommandHost, key: string): Promise<string> {
  const row = await host.describe(key);
  if (!row) return "This session has no messages yet.";
  const { totalTokens = 0, contextTokens, inputTokens = 0, outputTokens = 0, estimatedCostUsd } = row;
  const full = contextTokens ? ` of ${contextTokens} (${Math.round((totalTokens / contextTokens) * 100)} %)` : "";
  const going = row.activeRunIds?.length ?? 0;
  return [
    `- Session: \`${row.key}\`, ${row.messageCount ?? 0} messages`,
    `- Model: \`${row.model}\`, thinking: ${row.thinkingLevel ?? "as the provider chooses"}`,
    `- Context: ${totalTokens} tokens${full}`,
    `- Used: ${inputTokens} tokens in, ${outputTokens} out${costNote(estimatedCostUsd)}`,
    `- Now: ${going === 0 ? "idle" : `${going} run${going === 1 ? "" : "s"} going on or waiting`}`,
  ].join("\n");
}

async function model(host: CommandHost, key: string, id: string): Promise<string> {
  if (id) {
    const row = await host.patch({ key, model: id });
    return `This session uses \`${row.model}\` from now on.`;
  }
  const [row, { models }] = await Promise.all([host.describe(key), host.models()]);
  const names = models.slice(0, LISTED_MODELS).map((choice) => `- \`${choice.id}\``);
  const more = models.length > LISTED_MODELS ? [`- and ${models.length - LISTED_MODELS} more`] : [];
  return [`This session uses \`${row?.model}\`. There are:`, ...names, ...more].join("\n");
}

async function think(host: CommandHost, key: string, wanted: string): Promise<string> {
  if (!wanted) {
    const row = await host.describe(key);
    return `Thinking: ${row?.thinkingLevel ?? "as the provider chooses"}. Levels: ${LEVELS}.`;
  }
  const level = chosenLevel(wanted);
  await host.patch({ key, thinkingLevel: level });
  return `Thinking is set to ${level}.`;
}

async function compact(host: CommandHost, key: string): Promise<string> {
  const { compacted, kept } = await host.compact(key);
  return compacted ? `Compacted: the newest ${kept} messages stay.` : `Nothing to compact: ${kept} messages.`;
}

async function help(): Promise<string> {
  const entries: CommandEntry[] = Object.values(COMMANDS);
  return entries.map(({ usage, does }) => `- \`${usage}\` ${does}`).join("\n");
}

function costNote(dollars: number | undefined): string {
  return dollars === undefined ? "" : `, about $${dollars.toFixed(4)}`;
}

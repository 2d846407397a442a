import type { CommandEntry } from "@/server/protocol/commands.ts";
import type { SessionTarget } from "../session-target.ts";

/** What a command can do to the conversation it is typed in. */
export type SlashTarget = SessionTarget & { stop: () => void };

/** What can be chosen from the menu. */
export interface MenuCommand {
  name: string;
  /** What follows the name; undefined when nothing may. */
  argument: string | undefined;
  hint: string;
  /** Where it comes from, unless it is ours. */
  source?: CommandEntry["source"];
}

/** A command of our own. */
export interface SlashCommand extends MenuCommand {
  run: (target: SlashTarget, argument: string) => void;
}

const NAMING = /^\/([a-z][\w-]*)?$/i;

export const SLASH_COMMANDS: readonly SlashCommand[] = [
  { name: "new", argument: undefined, hint: "Start a new chat", run: (target) => target.newChat() },
  { name: "reset", argument: undefined, hint: "Empty this session", run: (target) => target.reset() },
  { name: "stop", argument: undefined, hint: "Stop the run that goes on", run: (target) => target.stop() },
  {
    name: "status",
    argument: undefined,
    hint: "Model, context and cost of this session",
    run: (target) => target.showStatus(),
  },
  {
    name: "model",
    argument: "provider/model",
    hint: "Switch the model",
    run: (target, model) => target.setModel(model),
  },
  {
    name: "think",
    argument: "level",
    hint: "How much the model thinks first",
    run: (target, level) => target.setThinking(level),
  },
  {
    name: "compact",
    argument: undefined,
    hint: "Shorten the transcript to its newest messages",
    run: (target) => target.compact(),
  },
  { name: "help", argument: undefined, hint: "All commands and keys", run: (target) => target.showHelp() },
];

/** Whether a command's name is being typed. */
export function isNaming(draft: string): boolean {
  return NAMING.test(draft);
}

/**
 * The commands that a half-typed name may become, ours before the gateway's; empty when no name is being typed. Of the
 * gateway's those stand only once that are called as ours, or as another of its own.
 */
export function matchCommands(draft: string, theirs: readonly CommandEntry[] = []): readonly MenuCommand[] {
  const match = NAMING.exec(draft);
  if (!match) return [];
  const typed = match[1]?.toLowerCase() ?? "";
  const known = new Set(SLASH_COMMANDS.map(({ name }) => name));
  const more = theirs.filter(({ name }) => !known.has(name) && known.add(name)).map(toMenu);
  const aliases = new Map(theirs.map(({ name, textAliases = [] }) => [name, textAliases]));
  const isMeant = ({ name }: MenuCommand) =>
    name.startsWith(typed) || (aliases.get(name) ?? []).some((alias) => alias.startsWith(`/${typed}`));
  return [...SLASH_COMMANDS.filter(({ name }) => name.startsWith(typed)), ...more.filter(isMeant)];
}

/** The command that a draft is as a whole. Others are left to the agent: gateways have commands of their own. */
export function parseCommand(draft: string): { command: SlashCommand; argument: string } | undefined {
  const [, name, rest] = /^\/([a-z]+)(?:\s+([\s\S]*))?$/i.exec(draft.trim()) ?? [];
  const command = SLASH_COMMANDS.find((candidate) => candidate.name === name?.toLowerCase());
  const argument = rest?.trim() ?? "";
  if (!command || (argument !== "") !== (command.argument !== undefined)) return undefined;
  return { command, argument };
}

function toMenu({ name, description, source, acceptsArgs, args = [] }: CommandEntry): MenuCommand {
  const argument = args.map((each) => each.name).join(" ") || "…";
  return { name, argument: acceptsArgs ? argument : undefined, hint: description, source };
}

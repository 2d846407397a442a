import type { SessionTarget } from "../session-target.ts";

/** What a command can do to the conversation it is typed in. */
export type SlashTarget = SessionTarget & { stop: () => void };

export interface SlashCommand {
  name: string;
  /** What follows the name; undefined when nothing may. */
  argument: string | undefined;
  hint: string;
  run: (target: SlashTarget, argument: string) => void;
}

/** Thinking levels, least first. */
export const THINKING_LEVELS = ["off", "minimal", "low", "medium", "high"] as const;

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
    argument: THINKING_LEVELS.join(" | "),
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

/** The commands that a half-typed name may become; empty when no name is being typed. */
export function matchCommands(draft: string): readonly SlashCommand[] {
  const typed = /^\/([a-z]*)$/i.exec(draft)?.[1]?.toLowerCase();
  return typed === undefined ? [] : SLASH_COMMANDS.filter(({ name }) => name.startsWith(typed));
}

/** The command that a draft is as a whole. Others are left to the agent: gateways have commands of their own. */
export function parseCommand(draft: string): { command: SlashCommand; argument: string } | undefined {
  const [, name, rest] = /^\/([a-z]+)(?:\s+([\s\S]*))?$/i.exec(draft.trim()) ?? [];
  const command = SLASH_COMMANDS.find((candidate) => candidate.name === name?.toLowerCase());
  const argument = rest?.trim() ?? "";
  if (!command || (argument !== "") !== (command.argument !== undefined)) return undefined;
  return { command, argument };
}

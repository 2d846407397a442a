import type { AssistantMessage, Message } from "../protocol/messages.ts";

/** Marks what a slash command answered: a person reads it, a model does not. */
export const COMMAND_AUTHOR = { provider: "mission-control", model: "command" } as const;

/** Most messages that are handed to a model: the newest. */
export const HISTORY_LIMIT = 400;

/** The part of a transcript that a model is to see: from a person's message on, without slash commands. */
export function modelHistory(transcript: readonly Message[]): Message[] {
  const commands = new Set(transcript.filter(isCommandAnswer).map((message) => message.__openclaw.runId));
  const said = transcript.filter(({ __openclaw: { runId } }) => runId === undefined || !commands.has(runId));
  const first = said.findIndex(({ role }) => role === "user");
  return first < 0 ? [] : said.slice(first);
}

function isCommandAnswer(message: Message): message is AssistantMessage {
  return message.role === "assistant" && message.provider === COMMAND_AUTHOR.provider;
}

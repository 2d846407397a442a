import type { LanguageModelV4Message, LanguageModelV4Prompt, LanguageModelV4ToolResultOutput } from "@ai-sdk/provider";
import type { Call, Outcome } from "./skill.ts";

/** Something a person said that has no answer yet. */
export interface Utterance {
  words: string;
  /** What a call that was made for it has come to; undefined when it was not made yet. */
  outcomeOf(call: Call): Outcome | undefined;
}

/** At most this many are answered at once, the newest. */
const MOST_OPEN = 3;

/** What is still to be answered: all that was said since the last answer in words. */
export function openUtterances(prompt: LanguageModelV4Prompt): Utterance[] {
  const answered = prompt.findLastIndex(isAnswer);
  const open = prompt.flatMap((message, index) => (message.role === "user" && index > answered ? [index] : []));
  return open.slice(-MOST_OPEN).map((index) => {
    const message = prompt[index];
    const outcomes = outcomesOf(prompt.slice(index + 1));
    return { words: message ? textOf(message) : "", outcomeOf: (call) => outcomes.get(keyOf(call.tool, call.args)) };
  });
}

function isAnswer(message: LanguageModelV4Message): boolean {
  if (message.role !== "assistant") return false;
  const calls = message.content.some((part) => part.type === "tool-call");
  return !calls && message.content.some((part) => part.type === "text" && part.text.trim() !== "");
}

function outcomesOf(messages: LanguageModelV4Prompt): Map<string, Outcome> {
  const keys = new Map<string, string>();
  const outcomes = new Map<string, Outcome>();
  for (const message of messages) {
    if (message.role !== "assistant" && message.role !== "tool") continue;
    for (const part of message.content) {
      if (part.type === "tool-call") keys.set(part.toolCallId, keyOf(part.toolName, part.input));
      if (part.type !== "tool-result") continue;
      const key = keys.get(part.toolCallId);
      if (key !== undefined) outcomes.set(key, outcomeOf(part.output));
    }
  }
  return outcomes;
}

function keyOf(tool: string, args: unknown): string {
  return `${tool} ${JSON.stringify(args)}`;
}

function outcomeOf(output: LanguageModelV4ToolResultOutput): Outcome {
  switch (output.type) {
    case "json":
      return { ok: true, value: output.value };
    case "text":
      return { ok: true, value: parsed(output.value) };
    case "error-text":
      return { ok: false, reason: output.value };
    case "error-json":
      return { ok: false, reason: JSON.stringify(output.value) };
    case "execution-denied":
      return { ok: false, reason: output.reason ?? "It was not allowed." };
    case "content":
      return { ok: true, value: output.value.map((part) => (part.type === "text" ? part.text : "")).join("") };
  }
}

/** Stored results are JSON as text. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function textOf(message: LanguageModelV4Message): string {
  if (typeof message.content === "string") return message.content;
  return message.content.map((part) => (part.type === "text" ? part.text : "")).join("");
}

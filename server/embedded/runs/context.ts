import type { ModelMessage } from "ai";

/** Rough, and on the safe side for English and code. */
const CHARACTERS_PER_TOKEN = 3.6;
/** What providers charge for a picture of usual size. */
const IMAGE_TOKENS = 1_600;
/** Room for the answer: a quarter of the window, at most this. */
const MOST_ANSWER_TOKENS = 16_000;

const sizes = new WeakMap<ModelMessage, number>();

/** Estimated tokens of a text. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}

/** Estimated tokens of a conversation; what was counted once is remembered. */
export function conversationTokens(messages: readonly ModelMessage[]): number {
  return messages.reduce((sum, message) => sum + sizeOf(message), 0);
}

/**
 * The newest part of a conversation that fits into the window beside `fixedTokens` (instructions and tools) and the
 * answer. Whole turns go first, oldest first; when the last turn alone is too long, its oldest steps go, but never
 * what the person asked.
 */
export function trimToWindow(
  messages: readonly ModelMessage[],
  { window, fixedTokens }: { window: number; fixedTokens: number },
): ModelMessage[] {
  const budget = window - Math.min(window / 4, MOST_ANSWER_TOKENS) - fixedTokens;
  let total = conversationTokens(messages);
  if (total <= budget) return [...messages];

  const lastUser = messages.findLastIndex((message) => message.role === "user");
  let start = 0;
  while (start < lastUser && total > budget) {
    do total -= sizeOf(messages[start++]);
    while (start < lastUser && messages[start]?.role !== "user");
  }
  const asked = messages.slice(start, lastUser + 1);
  const steps = messages.slice(lastUser + 1);
  let dropped = 0;
  while (total > budget && dropped < steps.length) {
    do total -= sizeOf(steps[dropped++]);
    while (dropped < steps.length && steps[dropped]?.role === "tool");
  }
  // The newest step is what the model works on: without it, it would begin again for ever.
  const lastStep = steps.findLastIndex((message) => message.role === "assistant");
  return [...asked, ...steps.slice(Math.min(dropped, Math.max(lastStep, 0)))];
}

function sizeOf(message: ModelMessage | undefined): number {
  if (!message) return 0;
  const known = sizes.get(message);
  if (known !== undefined) return known;
  const size = 4 + (typeof message.content === "string" ? estimateTokens(message.content) : partsSize(message.content));
  sizes.set(message, size);
  return size;
}

function partsSize(parts: readonly { type: string }[]): number {
  return parts.reduce((sum, part) => {
    if (part.type === "file" || part.type === "image") return sum + IMAGE_TOKENS;
    return sum + estimateTokens(JSON.stringify(part));
  }, 0);
}

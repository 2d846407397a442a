import type { ChatItem } from "@/hooks/chat/items.ts";
import { answerText } from "../message/answer-text.ts";
import { plainText } from "../message/plain-text.ts";

/** What of the newest answer has been said already. */
export interface Announced {
  itemId: string;
  /** Characters of its text. */
  length: number;
  ended: boolean;
}

const MAX_SPOKEN_CHARS = 600;

/**
 * What a screen reader should say next of the newest answer: whole sentences that came since, and how it ended.
 * Undefined when there is nothing new. An answer that had ended before it was first seen is not read out.
 */
export function nextAnnouncement(
  items: readonly ChatItem[],
  said: Announced | undefined,
): { text: string | undefined; said: Announced | undefined } {
  const item = items.findLast((candidate) => candidate.type === "assistant");
  if (!item) return { text: undefined, said };
  const ended = item.state !== "running" && item.state !== "queued";
  const text = answerText(item);
  if (said?.itemId !== item.id) {
    const from = ended ? text.length : 0;
    return { text: ended ? undefined : "Answering", said: { itemId: item.id, length: from, ended } };
  }
  if (said.ended) return { text: undefined, said };
  const until = ended ? text.length : endOfSentences(text);
  const fresh = until > said.length ? spoken(text.slice(said.length, until)) : "";
  const ending = ended ? ENDINGS[item.state] : "";
  const words = [fresh, ending].filter(Boolean).join(" ");
  return { text: words || undefined, said: { itemId: item.id, length: Math.max(said.length, until), ended } };
}

const ENDINGS: Readonly<Record<string, string>> = {
  done: "Answer complete.",
  aborted: "Answer stopped.",
  error: "The run failed.",
  interrupted: "The answer was interrupted.",
};

function endOfSentences(text: string): number {
  const end = /^[\s\S]*[.!?:\n](?=\s|$)/.exec(text);
  return end ? end[0].length : 0;
}

function spoken(markdown: string): string {
  const text = plainText(markdown);
  return text.length > MAX_SPOKEN_CHARS ? `${text.slice(0, MAX_SPOKEN_CHARS)} …` : text;
}

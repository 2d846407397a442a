import type { ChatItem } from "@/hooks/chat/items.ts";
import { answerText } from "../message/answer-text.ts";

/** The ids of the items whose visible words contain the query, oldest first; case is ignored. */
export function findMatches(items: readonly ChatItem[], query: string): string[] {
  const wanted = query.trim().toLowerCase();
  if (!wanted) return [];
  return items.flatMap((item) => (wordsOf(item).toLowerCase().includes(wanted) ? [item.id] : []));
}

/** Where to go from the current match; past the first or last one it stays. Undefined when there is none. */
export function step(matches: readonly string[], current: string | undefined, by: 1 | -1): string | undefined {
  const at = current === undefined ? -1 : matches.indexOf(current);
  if (at === -1) return matches.at(-1);
  return matches[Math.min(matches.length - 1, Math.max(0, at + by))];
}

function wordsOf(item: ChatItem): string {
  return item.type === "assistant" ? answerText(item) : item.text;
}

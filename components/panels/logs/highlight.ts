/** A piece of a text; `hit` when the search found it. */
export interface HighlightPart {
  text: string;
  hit: boolean;
}

/** More hits than anyone counts in one line. */
const MOST_HITS = 50;

/** Splits a text at what a pattern finds in it. Empty finds, as of `a*`, mark nothing. */
export function highlightParts(text: string, pattern: RegExp | undefined): HighlightPart[] {
  if (!pattern || text === "") return text === "" ? [] : [{ text, hit: false }];
  const parts: HighlightPart[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    if (match[0] === "") continue;
    if (match.index > end) parts.push({ text: text.slice(end, match.index), hit: false });
    parts.push({ text: match[0], hit: true });
    end = match.index + match[0].length;
    if (parts.length >= MOST_HITS * 2) break;
  }
  if (end < text.length) parts.push({ text: text.slice(end), hit: false });
  return parts;
}

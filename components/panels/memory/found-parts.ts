export interface TextPart {
  text: string;
  /** Where it begins. */
  at: number;
  isFound: boolean;
}

/** A text cut where a word of the query stands, capitals aside. */
export function foundParts(text: string, query: string): TextPart[] {
  const words = query.match(/[\p{L}\p{N}_-]+/gu);
  if (!words) return [{ text, at: 0, isFound: false }];
  // Longer words first: of "note" and "notes" the longer one is what stands there.
  const pattern = new RegExp(words.sort((one, other) => other.length - one.length).join("|"), "giu");
  const parts: TextPart[] = [];
  let at = 0;
  for (const { 0: word, index } of text.matchAll(pattern)) {
    if (index > at) parts.push({ text: text.slice(at, index), at, isFound: false });
    parts.push({ text: word, at: index, isFound: true });
    at = index + word.length;
  }
  if (at < text.length) parts.push({ text: text.slice(at), at, isFound: false });
  return parts;
}

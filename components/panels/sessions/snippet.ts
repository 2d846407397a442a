/** A piece of a search's snippet; `hit` when it is what was searched for. */
export interface SnippetPart {
  text: string;
  hit: boolean;
}

const OPEN = "\u0002";
const CLOSE = "\u0003";

/** Splits a snippet at the marks U+0002 … U+0003 around each hit. Marks without their partner are dropped. */
export function snippetParts(snippet: string): SnippetPart[] {
  const [before = "", ...marked] = snippet.split(OPEN);
  const parts = [{ text: unmarked(before), hit: false }];
  for (const piece of marked) {
    const end = piece.indexOf(CLOSE);
    if (end !== -1) parts.push({ text: piece.slice(0, end), hit: true });
    parts.push({ text: unmarked(piece.slice(end + 1)), hit: false });
  }
  return parts.filter(({ text }) => text !== "");
}

function unmarked(text: string): string {
  return text.replaceAll(CLOSE, "");
}

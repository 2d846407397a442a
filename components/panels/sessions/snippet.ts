/** A piece of a search's snippet; `hit` when it is what was searched for. */
export interface SnippetPart {
  text: string;
  hit: boolean;
}

const MARKED = /\u0002([^\u0002\u0003]*)\u0003/g;
const STRAY_MARK = /[\u0002\u0003]/g;

/** Splits a snippet at the marks U+0002 … U+0003 around each hit. Marks without their partner are dropped. */
export function snippetParts(snippet: string): SnippetPart[] {
  const parts: SnippetPart[] = [];
  let end = 0;
  for (const match of snippet.matchAll(MARKED)) {
    push(parts, snippet.slice(end, match.index), false);
    push(parts, match[1] ?? "", true);
    end = match.index + match[0].length;
  }
  push(parts, snippet.slice(end), false);
  return parts;
}

function push(parts: SnippetPart[], marked: string, hit: boolean): void {
  const text = marked.replace(STRAY_MARK, "");
  if (text) parts.push({ text, hit });
}

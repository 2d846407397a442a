import { snippetParts } from "./snippet.ts";

/** Words of a message, with what was looked for marked. */
export function MarkedSnippet({ snippet }: { snippet: string }) {
  let offset = 0;
  return snippetParts(snippet).map(({ text, hit }) => {
    offset += text.length;
    return hit ? (
      <mark key={offset} className="rounded-sm bg-warn-soft text-warn">
        {text}
      </mark>
    ) : (
      <span key={offset}>{text}</span>
    );
  });
}

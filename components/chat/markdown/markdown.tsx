"use client";

import { memo, useRef } from "react";
import { BlockView } from "./blocks.tsx";
import { inPlace } from "./in-place.ts";
import { type Block, type Parsed, parseMarkdown } from "./parse.ts";

/** Headings of an answer begin below the panel's title and the message's own heading. */
const FIRST_LEVEL = 3;

/** A text as Markdown. While `live`, text added at its end costs as much as its last blocks. */
export const Markdown = memo(function Markdown({ text, live = false }: { text: string; live?: boolean }) {
  // What was parsed last is only a shortcut: the result is the same without it, so a render thrown away does no harm.
  const parsed = useRef<Parsed>(undefined);
  parsed.current = parseMarkdown(text, live, parsed.current);
  const { blocks } = parsed.current;
  const levels = headingLevels(blocks);
  return (
    <div className="min-w-0 break-words leading-relaxed [&>:last-child]:mb-0">
      {inPlace(blocks, (block, index) => (
        <BlockView block={block} level={levels[index] ?? FIRST_LEVEL} />
      ))}
    </div>
  );
});

/** Levels without gaps, whatever depths the text uses: `###` at the start is a first heading too. */
function headingLevels(blocks: readonly Block[]): number[] {
  const open: number[] = [];
  return blocks.map(({ token }) => {
    if (token.type !== "heading") return FIRST_LEVEL;
    while (open.length > 0 && (open.at(-1) ?? 0) >= token.depth) open.pop();
    open.push(token.depth);
    return FIRST_LEVEL + open.length - 1;
  });
}

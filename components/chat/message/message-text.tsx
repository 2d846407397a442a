"use client";

import { lazy, Suspense } from "react";

const load = () => import("../markdown/markdown.tsx");
const Markdown = lazy(async () => ({ default: (await load()).Markdown }));

/** Fetches the renderer ahead of the first answer. */
export function preloadMarkdown(): void {
  load().catch(() => undefined);
}

/** An answer's text: plain until the renderer has come, then Markdown. */
export function MessageText({ text, live }: { text: string; live: boolean }) {
  return (
    <Suspense fallback={<p className="whitespace-pre-wrap break-words leading-relaxed">{text}</p>}>
      <Markdown text={text} live={live} />
    </Suspense>
  );
}

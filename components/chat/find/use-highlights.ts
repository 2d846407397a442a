import { type RefObject, useEffect } from "react";
import type { TranscriptHandle } from "../transcript/transcript.tsx";

const NAME = "transcript-find";
const MAX_RANGES = 500;
let isStyled = false;

/** Marks a word wherever it is drawn in the transcript, without touching what is drawn. */
export function useHighlights(transcript: RefObject<TranscriptHandle | null>, query: string): void {
  useEffect(() => {
    const element = transcript.current?.element;
    const wanted = query.trim().toLowerCase();
    if (!element || !wanted || typeof Highlight === "undefined") return;
    style();
    let frame = 0;
    const mark = () => {
      frame = 0;
      CSS.highlights.set(NAME, new Highlight(...rangesOf(element, wanted)));
    };
    const later = () => {
      frame ||= requestAnimationFrame(mark);
    };
    const observer = new MutationObserver(later);
    observer.observe(element, { childList: true, subtree: true, characterData: true });
    later();
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
      CSS.highlights.delete(NAME);
    };
  }, [transcript, query]);
}

function rangesOf(element: HTMLElement, wanted: string): Range[] {
  const ranges: Range[] = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node && ranges.length < MAX_RANGES; node = walker.nextNode()) {
    const text = node.nodeValue?.toLowerCase() ?? "";
    for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + wanted.length)) {
      const range = new Range();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      ranges.push(range);
    }
  }
  return ranges;
}

function style(): void {
  if (isStyled) return;
  isStyled = true;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`::highlight(${NAME}) { background-color: var(--warn-soft); color: var(--warn); }`);
  document.adoptedStyleSheets.push(sheet);
}

import { lazy, Suspense } from "react";
import { SCROLLABLE } from "@/components/chat/scrollable.ts";
import { Skeleton } from "@/components/ui/states.tsx";

const Markdown = lazy(() =>
  import("@/components/chat/markdown/markdown.tsx").then((module) => ({ default: module.Markdown })),
);

/** A text as Markdown, without the head that is for programs. */
export function RenderedText({ text }: { text: string }) {
  return (
    <div {...SCROLLABLE} className="min-h-0 flex-1 overflow-y-auto px-6 py-4 text-sm focus-visible:-outline-offset-2">
      <div className="max-w-3xl">
        <Suspense fallback={<Skeleton className="h-40" />}>
          <Markdown text={withoutHead(text)} />
        </Suspense>
      </div>
    </div>
  );
}

/** YAML between dashes at the beginning is for programs. */
export function withoutHead(text: string): string {
  return text.replace(/^\uFEFF?---\r?\n[\s\S]*?\r?\n---(\r?\n|$)/, "");
}

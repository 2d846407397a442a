import { lazy, Suspense } from "react";
import { cn } from "./cn.ts";
import type { CodeMirrorProps } from "./code-editor/code-mirror.tsx";
import { Skeleton } from "./states.tsx";

const CodeMirror = lazy(() => import("./code-editor/code-mirror.tsx"));

/**
 * A text to read or write, with line numbers, colours and search (Ctrl or ⌘ with F). The editor is fetched when it is
 * first shown. Tab indents; Escape, then Tab leaves, as its description says. Give it a height by `className`.
 */
export function CodeEditor({ className, ...props }: CodeMirrorProps & { className?: string }) {
  return (
    <div className={cn("relative min-h-0 min-w-0 overflow-hidden", className)}>
      <Suspense fallback={<Skeleton className="m-3 h-40" />}>
        <CodeMirror {...props} />
      </Suspense>
    </div>
  );
}

import { useSyncExternalStore } from "react";

type Highlighter = typeof import("@/components/ui/highlight.ts")["highlight"];

let loaded: Highlighter | undefined;
let isLoading = false;
const listeners = new Set<() => void>();

/** The function that colours code, fetched when somebody first needs it; undefined until it is there. */
export function useHighlighter(needed: boolean): Highlighter | undefined {
  return useSyncExternalStore(
    needed ? subscribe : never,
    () => (needed ? loaded : undefined),
    () => undefined,
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!loaded) load();
  return () => listeners.delete(listener);
}

function never(): () => void {
  return () => undefined;
}

function load(): void {
  if (isLoading) return;
  isLoading = true;
  import("@/components/ui/highlight.ts")
    .then(
      (module) => {
        loaded = module.highlight;
        for (const listener of listeners) listener();
      },
      // Code stays plain; the next block tries again.
      () => undefined,
    )
    .finally(() => {
      isLoading = false;
    });
}

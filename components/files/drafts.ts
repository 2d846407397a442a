import { create } from "zustand";
import type { Draft } from "./draft.ts";

/** Edits that are kept while somebody looks at something else; the oldest goes when there are more. */
export const MOST_DRAFTS = 50;

interface Drafts {
  /** What is not saved, by agent and file, the oldest first. */
  byFile: ReadonlyMap<string, Draft>;
  /** Keeps a draft; forgets it once it is clean. */
  keep: (key: string, draft: Draft) => void;
}

/** Edits outlive the editor that they were made in: leaving a file loses nothing. */
export const useDrafts = create<Drafts>((set) => ({
  byFile: new Map(),
  keep: (key, draft) =>
    set(({ byFile }) => {
      if (draft.state === "clean" && !byFile.has(key)) return {};
      const next = new Map(byFile);
      next.delete(key);
      if (draft.state !== "clean") next.set(key, draft);
      const [oldest] = next.keys();
      if (next.size > MOST_DRAFTS && oldest !== undefined) next.delete(oldest);
      return { byFile: next };
    }),
}));

/** Under which name a file's draft is kept. */
export function draftKey(gateway: string | undefined, agentId: string, file: string): string {
  return JSON.stringify([gateway ?? "", agentId, file]);
}

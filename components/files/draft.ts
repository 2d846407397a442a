import type { AgentFile } from "@/server/protocol/agents.ts";

/** What stands on disk, as far as it is known here. A file that is missing has no hash. */
export interface FileOnDisk {
  content: string;
  hash: string | undefined;
}

/** Where somebody's edit of a file stands. */
export type Draft =
  | { state: "clean"; disk: FileOnDisk }
  /** Edited, not saved; `base` is what the edit began from. */
  | { state: "edited"; base: FileOnDisk; text: string }
  /** Shown as changes against `base`, to be saved or edited on. */
  | { state: "reviewing"; base: FileOnDisk; text: string; error?: string }
  | { state: "saving"; base: FileOnDisk; text: string }
  /** Somebody else wrote the file meanwhile: `theirs` is what stands there now. */
  | { state: "conflict"; base: FileOnDisk; text: string; theirs: FileOnDisk };

export type DraftInput =
  | { input: "type"; text: string }
  | { input: "review" }
  | { input: "back" }
  | { input: "save" }
  | { input: "saved"; disk: FileOnDisk }
  | { input: "refused"; message: string }
  /** The server saved nothing, because the file was not what the edit began from. */
  | { input: "overtaken"; disk: FileOnDisk }
  /** The file was read, first time or again. */
  | { input: "read"; disk: FileOnDisk }
  | { input: "keepMine" }
  | { input: "takeTheirs" };

/** The draft after an input; what makes no sense in a state changes nothing. */
export function nextDraft(draft: Draft, on: DraftInput): Draft {
  switch (on.input) {
    case "type":
      return type(draft, on.text);
    case "review":
      return draft.state === "edited" ? { ...draft, state: "reviewing" } : draft;
    case "back":
      return draft.state === "reviewing" ? { state: "edited", base: draft.base, text: draft.text } : draft;
    case "save":
      return draft.state === "reviewing" ? { state: "saving", base: draft.base, text: draft.text } : draft;
    case "saved":
      return { state: "clean", disk: on.disk };
    case "refused":
      return draft.state === "saving" ? { ...draft, state: "reviewing", error: on.message } : draft;
    case "overtaken":
      return draft.state === "saving" ? read({ ...draft, state: "edited" }, on.disk) : draft;
    case "read":
      return read(draft, on.disk);
    case "keepMine":
      return draft.state === "conflict" ? { state: "reviewing", base: draft.theirs, text: draft.text } : draft;
    case "takeTheirs":
      return draft.state === "conflict" ? { state: "clean", disk: draft.theirs } : draft;
  }
}

export function fileOnDisk({ content = "", hash }: AgentFile): FileOnDisk {
  return { content, hash };
}

/** The words as they stand in the editor. */
export function textOf(draft: Draft): string {
  return draft.state === "clean" ? draft.disk.content : draft.text;
}

/** What was last known to stand on disk. */
export function baseOf(draft: Draft): FileOnDisk {
  return draft.state === "clean" ? draft.disk : draft.base;
}

function type(draft: Draft, text: string): Draft {
  if (draft.state !== "clean" && draft.state !== "edited") return draft;
  const base = baseOf(draft);
  return text === base.content ? { state: "clean", disk: base } : { state: "edited", base, text };
}

function read(draft: Draft, disk: FileOnDisk): Draft {
  if (draft.state === "clean") return draft.disk.hash === disk.hash ? draft : { state: "clean", disk };
  // What is being saved is judged by the server, which knows the hash that it started from.
  if (draft.state === "saving" || disk.hash === draft.base.hash) return draft;
  // Somebody wrote the very words that stand here: nothing is left to do.
  if (disk.content === draft.text) return { state: "clean", disk };
  if (draft.state === "conflict" && draft.theirs.hash === disk.hash) return draft;
  return { state: "conflict", base: draft.base, text: draft.text, theirs: disk };
}

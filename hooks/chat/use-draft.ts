"use client";

import { useCallback, useSyncExternalStore } from "react";
import { reportFault } from "../browser-client.ts";

export interface DraftView {
  draft: string;
  setDraft: (text: string) => void;
  clearDraft: () => void;
}

export const MAX_DRAFTS = 100;
/** Characters of one draft that survive a reload. */
export const MAX_DRAFT_LENGTH = 100_000;
const STORAGE_KEY = "mission-control.drafts";

/** Words not sent yet, kept on this device for each session over a reload. */
export function useDraft(sessionKey: string): DraftView {
  const draft = useSyncExternalStore(
    subscribe,
    () => drafts().get(sessionKey) ?? "",
    () => "",
  );
  const setDraft = useCallback((text: string) => keep(sessionKey, text), [sessionKey]);
  const clearDraft = useCallback(() => keep(sessionKey, ""), [sessionKey]);
  return { draft, setDraft, clearDraft };
}

const listeners = new Set<() => void>();
let loaded: Map<string, string> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function drafts(): Map<string, string> {
  loaded ??= load();
  return loaded;
}

/** Keeps the newest 100. */
function keep(sessionKey: string, text: string): void {
  const all = drafts();
  all.delete(sessionKey);
  if (text) all.set(sessionKey, text);
  const [oldest] = all.keys();
  if (all.size > MAX_DRAFTS && oldest !== undefined) all.delete(oldest);
  save(all);
  for (const listener of listeners) listener();
}

function load(): Map<string, string> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "[]");
    return new Map(Array.isArray(kept) ? kept.filter(isDraft) : []);
  } catch (error) {
    // Storage may be forbidden: then drafts live as long as the page.
    reportFault(error);
    return new Map();
  }
}

function save(all: ReadonlyMap<string, string>): void {
  try {
    const kept = [...all].map(([key, text]) => [key, text.slice(0, MAX_DRAFT_LENGTH)]);
    localStorage.setItem(STORAGE_KEY, JSON.stringify(kept));
  } catch (error) {
    reportFault(error);
  }
}

function isDraft(entry: unknown): entry is [string, string] {
  return Array.isArray(entry) && entry.length === 2 && entry.every((each) => typeof each === "string");
}

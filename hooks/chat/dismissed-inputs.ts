"use client";

import { useSyncExternalStore } from "react";
import { reportFault } from "../browser-client.ts";

export const MAX_DISMISSED = 200;
const STORAGE_KEY = "mission-control.dismissed-inputs";

/** Interrupted messages that a person has dealt with on this device: a gateway keeps telling them, and has no way to drop one. */
export function useDismissedInputs(): ReadonlySet<string> {
  return useSyncExternalStore(subscribe, dismissed, () => NONE);
}

/** Shows an interrupted message no more, over reloads; the newest 200 are known. */
export function dismissInput(id: string): void {
  known = new Set([...dismissed(), id].slice(-MAX_DISMISSED));
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify([...known]));
  } catch (error) {
    // Storage may be forbidden: then it is hidden as long as the page lives.
    reportFault(error);
  }
  for (const listener of listeners) listener();
}

const NONE: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();
let known: ReadonlySet<string> | undefined;

function subscribe(listener: () => void): () => void {
  const fromElsewhere = ({ key }: StorageEvent) => {
    if (key !== STORAGE_KEY) return;
    known = undefined;
    listener();
  };
  listeners.add(listener);
  window.addEventListener("storage", fromElsewhere);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", fromElsewhere);
  };
}

function dismissed(): ReadonlySet<string> {
  known ??= load();
  return known;
}

function load(): ReadonlySet<string> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "[]");
    return new Set(Array.isArray(kept) ? kept.filter((id) => typeof id === "string") : []);
  } catch (error) {
    reportFault(error);
    return NONE;
  }
}

import { useState } from "react";

/** A call that somebody keeps in this browser. */
export interface SavedCall {
  /** Unique among them. */
  name: string;
  method: string;
  /** The params as they were typed. */
  text: string;
}

const KEY = "mission-control.calls";
const MOST = 50;

/** The calls that are kept in this browser, by name. Nothing is kept where the browser keeps nothing. */
export function useSavedCalls() {
  const [saved, setSaved] = useState(readSaved);

  function write(next: SavedCall[]) {
    setSaved(next);
    try {
      localStorage.setItem(KEY, JSON.stringify(next));
    } catch {
      // A browser that keeps nothing: they are here until the page is left.
    }
  }

  return {
    saved,
    /** Under a name that is there already it takes that one's place; of more than 50 the oldest goes. */
    save: (call: SavedCall) => write([...saved.filter(({ name }) => name !== call.name), call].slice(-MOST)),
    remove: (name: string) => write(saved.filter((call) => call.name !== name)),
  };
}

function readSaved(): SavedCall[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isSaved) : [];
  } catch {
    return [];
  }
}

function isSaved(value: unknown): value is SavedCall {
  if (typeof value !== "object" || value === null) return false;
  return ["name", "method", "text"].every((field) => typeof Reflect.get(value, field) === "string");
}

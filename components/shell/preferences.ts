import { useSyncExternalStore } from "react";
import { PREFERENCE_KEYS as KEYS } from "./preferences-script.ts";

export type Theme = "system" | "light" | "dark";
export type Density = "comfortable" | "compact";

export interface Preferences {
  theme: Theme;
  density: Density;
}

export const THEMES: readonly { value: Theme; label: string }[] = [
  { value: "system", label: "As the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

export const DENSITIES: readonly { value: Density; label: string }[] = [
  { value: "comfortable", label: "Comfortable" },
  { value: "compact", label: "Compact" },
];

const DEFAULTS: Preferences = { theme: "system", density: "comfortable" };

const listeners = new Set<() => void>();
let known: Preferences | undefined;

/** What somebody chose for this browser, on every page that shows it. */
export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, read, () => DEFAULTS);
}

/** Keeps a choice and shows it at once. */
export function setPreference<Name extends keyof Preferences>(name: Name, value: Preferences[Name]): void {
  try {
    localStorage.setItem(KEYS[name], value);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  known = { ...read(), [name]: value };
  show(known);
}

function read(): Preferences {
  known ??= { theme: stored("theme", THEMES), density: stored("density", DENSITIES) };
  return known;
}

function stored<Name extends keyof Preferences>(
  name: Name,
  choices: readonly { value: Preferences[Name] }[],
): Preferences[Name] {
  try {
    const found = localStorage.getItem(KEYS[name]);
    return choices.find(({ value }) => value === found)?.value ?? DEFAULTS[name];
  } catch {
    return DEFAULTS[name];
  }
}

function show({ theme, density }: Preferences): void {
  const { dataset } = document.documentElement;
  if (theme === "system") delete dataset.theme;
  else dataset.theme = theme;
  dataset.density = density;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", reread);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener("storage", reread);
  };
}

/** Another tab chose something else. */
function reread(event: StorageEvent): void {
  if (event.key !== KEYS.theme && event.key !== KEYS.density) return;
  known = undefined;
  show(read());
}

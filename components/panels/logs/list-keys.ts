import type { KeyboardEvent } from "react";
import { lineAt, placeOf } from "./use-log-view.ts";
import type { LogWorkbench } from "./use-log-workbench.ts";

/** Keys of the list of lines: arrows or j and k, g and G for its ends, Escape to close the line. */
export function onListKey(event: KeyboardEvent, bench: LogWorkbench): void {
  const { key, altKey, ctrlKey, metaKey } = event;
  const action = altKey || ctrlKey || metaKey ? undefined : ACTIONS.get(key);
  if (!action) return;
  event.preventDefault();
  action(bench);
}

const down = (bench: LogWorkbench) => step(bench, 1);
const up = (bench: LogWorkbench) => step(bench, -1);

const ACTIONS: ReadonlyMap<string, (bench: LogWorkbench) => void> = new Map([
  ["ArrowDown", down],
  ["j", down],
  ["ArrowUp", up],
  ["k", up],
  ["Home", ({ toStart }: LogWorkbench) => toStart()],
  ["g", ({ toStart }: LogWorkbench) => toStart()],
  ["End", ({ resume }: LogWorkbench) => resume()],
  ["G", ({ resume }: LogWorkbench) => resume()],
  ["Escape", ({ open }: LogWorkbench) => open(null)],
]);

/** Opens the next line or the one before; with none open the newest or the oldest. */
function step({ shown, opened, open, list }: LogWorkbench, by: 1 | -1): void {
  if (!shown || shown.matches === 0) return;
  const { matches } = shown;
  const from = opened ? placeOf(shown, opened.cursor) : by > 0 ? -1 : matches;
  const index = Math.min(matches - 1, Math.max(0, from + by));
  open(lineAt(shown, index)?.cursor ?? null);
  list.current?.reveal(index, "nearest");
}

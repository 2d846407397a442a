import type { SortColumn } from "./session-view.ts";

interface Column {
  id: SortColumn;
  label: string;
  /** Width, and from which width of the list on it is shown. The same for heading and cells. */
  className: string;
}

/** Columns after the title, which takes what they leave. The least telling ones go first when there is no room. */
export const COLUMNS = {
  agent: { id: "agent", label: "Agent", className: "hidden w-24 @3xl:flex" },
  channel: { id: "channel", label: "Channel", className: "hidden w-20 @6xl:flex" },
  model: { id: "model", label: "Model", className: "hidden w-32 @5xl:flex" },
  tokens: { id: "tokens", label: "Tokens", className: "hidden w-14 justify-end @4xl:flex" },
  context: { id: "context", label: "Context", className: "hidden w-24 @4xl:flex" },
  cost: { id: "cost", label: "Cost", className: "hidden w-16 justify-end @3xl:flex" },
  updated: { id: "updated", label: "Updated", className: "flex w-18 justify-end" },
} as const satisfies { [Id in SortColumn]?: Column };

/** What every cell has. */
export const CELL = "shrink-0 items-center gap-2 overflow-hidden";

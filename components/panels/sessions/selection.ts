/** Which rows are ticked, and from where a range with Shift begins. */
export interface Selection {
  keys: ReadonlySet<string>;
  anchor: string | undefined;
}

export const NOTHING_SELECTED: Selection = { keys: new Set(), anchor: undefined };

/** Ticks or unticks one row. */
export function toggle(selection: Selection, key: string): Selection {
  const keys = new Set(selection.keys);
  if (!keys.delete(key)) keys.add(key);
  return { keys, anchor: key };
}

/** Ticks everything between the anchor and a row, both included; without an anchor on screen only the row. */
export function extendTo(selection: Selection, key: string, order: readonly string[]): Selection {
  const from = selection.anchor === undefined ? -1 : order.indexOf(selection.anchor);
  const to = order.indexOf(key);
  if (from === -1 || to === -1) return toggle(selection, key);
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { keys: new Set([...selection.keys, ...range]), anchor: selection.anchor };
}

/** Ticks all of them, or none when all are ticked already. */
export function toggleAll(selection: Selection, order: readonly string[]): Selection {
  const all = order.length > 0 && order.every((key) => selection.keys.has(key));
  return all ? NOTHING_SELECTED : { keys: new Set(order), anchor: undefined };
}

/** Without the rows that are no longer on screen: an action must not reach what nobody sees. */
export function restrictTo(selection: Selection, order: readonly string[]): Selection {
  const present = new Set(order);
  const keys = new Set([...selection.keys].filter((key) => present.has(key)));
  return keys.size === selection.keys.size ? selection : { ...selection, keys };
}

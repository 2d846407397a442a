import type { ChatItem } from "@/hooks/chat/items.ts";

/** What the transcript draws one below the other. */
export type Row = { type: "day"; id: string; time: number } | { type: "item"; id: string; item: ChatItem };

const rowOf = new WeakMap<ChatItem, Row>();

/** The items with a line before each new day, local time. An unchanged item gives the same row object. */
export function toRows(items: readonly ChatItem[]): Row[] {
  const rows: Row[] = [];
  const days = new Set<string>();
  let day = "";
  for (const item of items) {
    const its = dayOf(item.timestamp);
    // What was written before midnight and delivered after it leads back to a day that has its line.
    const id = days.has(its) ? `day:${its}:${item.id}` : `day:${its}`;
    if (its !== day) rows.push({ type: "day", id, time: item.timestamp });
    days.add(its);
    day = its;
    rows.push(cachedRow(item));
  }
  return rows;
}

/** Whether the change only put rows before the old ones, as loading older messages does. */
export function isPrepended(before: readonly Row[], after: readonly Row[]): boolean {
  return before.length > 0 && after.length > before.length && before.at(-1)?.id === after.at(-1)?.id;
}

/** How many of the items came after the one that was seen last; 0 when that one is gone. */
export function countAfter(items: readonly ChatItem[], seenId: string | undefined): number {
  if (seenId === undefined) return 0;
  const seen = items.findLastIndex((item) => item.id === seenId);
  return seen === -1 ? 0 : items.length - 1 - seen;
}

function cachedRow(item: ChatItem): Row {
  const known = rowOf.get(item);
  if (known) return known;
  const row: Row = { type: "item", id: item.id, item };
  rowOf.set(item, row);
  return row;
}

function dayOf(time: number): string {
  const date = new Date(time);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

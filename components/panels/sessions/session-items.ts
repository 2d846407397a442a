import type { SessionRow, SessionsSearchHit } from "@/server/protocol/sessions.ts";
import type { SessionGroup } from "./session-view.ts";
import { steadyOrder } from "./steady-order.ts";

/** What stands in the list, one under the other. */
export type SessionItem =
  | { kind: "heading"; id: string; label: string; count: number }
  | { kind: "row"; id: string; row: SessionRow }
  | { kind: "hit"; id: string; hit: SessionsSearchHit };

/** Groups as headings with their rows; a group without a label has no heading. */
export function itemsOf(groups: readonly SessionGroup[]): SessionItem[] {
  return groups.flatMap(({ id, label, rows }) => [
    ...(label ? [{ kind: "heading" as const, id: `group ${id}`, label, count: rows.length }] : []),
    ...rows.map((row) => ({ kind: "row" as const, id: row.key, row })),
  ]);
}

/** What was found in transcripts, under a heading. */
export function hitItems(hits: readonly SessionsSearchHit[], truncated: boolean): SessionItem[] {
  if (hits.length === 0) return [];
  const label = truncated ? "In transcripts, the best" : "In transcripts";
  return [
    { kind: "heading", id: "hits", label, count: hits.length },
    ...hits.map((hit) => ({ kind: "hit" as const, id: `hit ${hit.sessionKey} ${hit.messageId}`, hit })),
  ];
}

/** Items in the order that was held, with what they say now. */
export function heldItems(
  held: readonly string[] | undefined,
  items: SessionItem[],
): { items: SessionItem[]; heldBack: number } {
  if (!held) return { items, heldBack: 0 };
  const byId = new Map(items.map((item) => [item.id, item]));
  const { keys, heldBack } = steadyOrder(held, [...byId.keys()]);
  return { items: keys.flatMap((id) => byId.get(id) ?? []), heldBack };
}

/**
 * The row that the keyboard stands on. When it has left the list, the one that took its place; undefined before the
 * first move, and in an empty list.
 */
export function activeItem(
  items: readonly SessionItem[],
  active: { id: string; place: number } | undefined,
): string | undefined {
  if (!active) return undefined;
  if (items.some(({ id }) => id === active.id)) return active.id;
  const after = items.slice(active.place).find(({ kind }) => kind !== "heading");
  return (after ?? items.findLast(({ kind }) => kind !== "heading"))?.id;
}

/** Keys of the rows among the items, in their order. */
export function rowKeys(items: readonly SessionItem[]): string[] {
  return items.flatMap((item) => (item.kind === "row" ? [item.row.key] : []));
}

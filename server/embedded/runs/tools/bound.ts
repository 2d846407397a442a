/** Most characters of JSON that one tool result may have. */
export const RESULT_LIMIT = 20_000;

/** A value as it is when its JSON fits, else its beginning as text with a mark that says so. */
export function bounded(value: unknown): unknown {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "null");
  if (text.length <= RESULT_LIMIT) return value ?? null;
  return `${text.slice(0, RESULT_LIMIT)}\n[truncated: ${text.length - RESULT_LIMIT} more characters]`;
}

/**
 * As many items from the front as fit into `limit` characters of JSON.
 * `from: "end"` keeps the last ones instead, in their order.
 */
export function fitting<Item>(
  items: readonly Item[],
  { limit = RESULT_LIMIT - 2000, from = "start" }: { limit?: number; from?: "start" | "end" } = {},
): { items: Item[]; truncated: boolean } {
  const order = from === "start" ? items : items.toReversed();
  const kept: Item[] = [];
  let size = 0;
  for (const item of order) {
    size += (JSON.stringify(item)?.length ?? 4) + 1;
    if (size > limit) break;
    kept.push(item);
  }
  return { items: from === "start" ? kept : kept.reverse(), truncated: kept.length < items.length };
}

/** One line of at most `length` characters. */
export function excerpt(text: string, length: number): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= length ? line : `${line.slice(0, length - 1)}…`;
}

/** What happened to files while somebody looks, by path, the oldest first. */
export type ChangeMarks = ReadonlyMap<string, "created" | "changed">;

export const NO_MARKS: ChangeMarks = new Map();
/** Files that are marked; of more, the oldest mark goes. */
export const MOST_MARKS = 300;

/** The marks after some changes. What was deleted has none. */
export function withChanges(
  marks: ChangeMarks,
  changes: readonly { path: string; kind: "created" | "changed" | "deleted" }[],
): ChangeMarks {
  if (changes.length === 0) return marks;
  const next = new Map(marks);
  for (const { path, kind } of changes) {
    const before = next.get(path);
    next.delete(path);
    if (kind !== "deleted") next.set(path, before ?? kind);
  }
  for (const path of next.keys()) {
    if (next.size <= MOST_MARKS) break;
    next.delete(path);
  }
  return next;
}

/** Without the mark of what is looked at. */
export function withoutPath(marks: ChangeMarks, path: string): ChangeMarks {
  if (!marks.has(path)) return marks;
  const next = new Map(marks);
  next.delete(path);
  return next;
}

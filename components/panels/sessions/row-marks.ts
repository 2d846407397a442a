/** Attributes of a row's first cell that say how the row looks; an attribute that is off is left out. */
export function rowMarks(marks: { active?: boolean; opened?: boolean; ticked?: boolean }) {
  return {
    "data-active": marks.active || undefined,
    "data-opened": marks.opened || undefined,
    "data-ticked": marks.ticked || undefined,
  };
}

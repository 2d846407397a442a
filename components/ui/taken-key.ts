/** Whether a key press belongs to what has the focus: a field, a menu, a window over the page, a control of its own. */
export function isTakenKey({ target, key, defaultPrevented, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if (defaultPrevented || altKey || ctrlKey || metaKey) return true;
  if (!(target instanceof Element)) return false;
  if (target.closest("input, textarea, select, [contenteditable], [role=menu], [role=dialog]")) return true;
  // Buttons have Enter and Space for themselves, links Enter alone. Other keys are the page's.
  if (key === "Enter") return target.closest("button, a, summary, [role=checkbox]") !== null;
  return key === " " && target.closest("button, summary, [role=checkbox]") !== null;
}

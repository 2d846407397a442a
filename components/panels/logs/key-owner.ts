/** Whether a key press belongs to what has the focus: a field, a menu, a window over the page, a control of its own. */
export function isTakenKey({ target, key, defaultPrevented, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if (defaultPrevented || altKey || ctrlKey || metaKey) return true;
  if (!(target instanceof Element)) return false;
  if (target.closest("input, textarea, select, [contenteditable], [role=menu], [role=dialog]")) return true;
  // Buttons and links have Enter and Space for themselves, and leave other keys to the page.
  return (key === "Enter" || key === " ") && target.closest("button, a, summary, [role=checkbox]") !== null;
}

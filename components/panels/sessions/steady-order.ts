/**
 * An order that does not move under a pointer: what was shown stays where it was, what is gone leaves, and what is new
 * is held back until the order may change again.
 * @param shown keys in the order on screen
 * @param wanted keys in the order that the data asks for
 */
export function steadyOrder(shown: readonly string[], wanted: readonly string[]): { keys: string[]; heldBack: number } {
  const present = new Set(wanted);
  const keys = shown.filter((key) => present.has(key));
  return { keys, heldBack: wanted.length - keys.length };
}

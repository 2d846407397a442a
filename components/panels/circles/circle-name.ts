/** Most letters of a circle's name. */
export const MAX_NAME = 64;

/** What is wrong with a name for a circle; undefined when nothing is. */
export function faultIn(name: string): string | undefined {
  if (name === "") return undefined;
  if (name.length > MAX_NAME) return `Use at most ${MAX_NAME} letters.`;
  if (!/^[a-z0-9]/.test(name)) return "Begin with a small letter or a digit.";
  return /^[a-z0-9_-]+$/.test(name) ? undefined : "Use small letters, digits, - and _: the name stands in an address.";
}

/** People as they are typed, one a line or separated by commas, each once. */
export function peopleIn(typed: string): string[] {
  return [...new Set(typed.split(/[\n,]/).flatMap((each) => each.trim() || []))];
}

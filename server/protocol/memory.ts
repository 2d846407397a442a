/** The file that an agent reads before each turn, and the folder of its notes. */
export const MEMORY_FILE = "MEMORY.md";
export const MEMORY_FOLDER = "memory";

/** Whether a file of a workspace is memory: `MEMORY.md`, or a Markdown file in `memory/`. */
export function isMemory(path: string): boolean {
  return path === MEMORY_FILE || (path.startsWith(`${MEMORY_FOLDER}/`) && path.endsWith(".md"));
}

/**
 * `YYYY-MM-DD`: the day that a memory's name says, else that of its last change (UTC).
 * @param lastModified milliseconds since 1970
 */
export function dayOfMemory(path: string, lastModified: number): string {
  return /\d{4}-\d{2}-\d{2}/.exec(path)?.[0] ?? new Date(lastModified).toISOString().slice(0, 10);
}

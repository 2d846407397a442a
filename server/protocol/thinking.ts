/** One of a model's ways to think before it answers. */
export interface ThinkingLevel {
  /** What `sessions.patch` takes. */
  id: string;
  /** What people read. */
  label: string;
}

/** Levels that mean something to any model, least first. A model knows some of them, and may have others of its own. */
export const THINKING_LEVELS = ["off", "minimal", "low", "medium", "high", "xhigh", "max"] as const;

/** Those that are offered for a model of which nothing is told, as OpenClaw has it. */
export const COMMON_LEVELS: readonly ThinkingLevel[] = levels("off", "minimal", "low", "medium", "high");

/** What a model offers, by whether it thinks at all; undefined when that is not known. */
export function levelsOf(reasoning: boolean | undefined): readonly ThinkingLevel[] | undefined {
  if (reasoning === undefined) return undefined;
  return reasoning ? levels(...THINKING_LEVELS) : levels("off");
}

function levels(...ids: (typeof THINKING_LEVELS)[number][]): ThinkingLevel[] {
  return ids.map((id) => ({ id, label: id }));
}

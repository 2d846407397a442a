/** A tool that a skill wants called. */
export interface Call {
  tool: string;
  args: { [key: string]: unknown };
}

/** What came of a call: the tool's result, or why there is none. */
export type Outcome = { ok: true; value: unknown } | { ok: false; reason: string };

/**
 * The way to an answer: yields calls, is handed their outcomes in the same order, and returns Markdown.
 * It is run from its beginning at each step of the loop, so it must do the same for the same outcomes.
 */
export type Way = Generator<readonly Call[], string, readonly Outcome[]>;

export interface SkillContext {
  now: number;
  /** Names of the tools that there are. */
  tools: ReadonlySet<string>;
}

/** Something the operator can do. */
export interface Skill {
  /** For `help`; left out for small talk. */
  help?: { say: string; does: string };
  /** Understands the words, or does not. */
  understand(words: string): Understood | undefined;
}

/** A command that was understood. */
export type Understood = {
  /** What it thinks aloud. */
  thought: string;
} & ({ answer: string } | { way(context: SkillContext): Way });

import type { ModelChoice } from "@/server/protocol/system.ts";
import { COMMON_LEVELS, type ThinkingLevel } from "@/server/protocol/thinking.ts";

export interface ThinkingChoice {
  /** What the model offers, least first; empty when it offers nothing to choose. */
  levels: readonly ThinkingLevel[];
  /** What it takes by itself, as far as that is told. */
  own: ThinkingLevel | undefined;
  /** What the session has; `isUnknown` when the model has no such level. */
  current: (ThinkingLevel & { isUnknown: boolean }) | undefined;
}

/** What can be chosen for a model, and what a session has chosen. Of a model that tells nothing the common levels are offered. */
export function thinkingChoice(model: ModelChoice | undefined, level: string | undefined): ThinkingChoice {
  const { thinkingLevels: levels = COMMON_LEVELS, thinkingDefault } = model ?? {};
  const levelOf = (id: string) => levels.find((each) => each.id === id);
  const known = level === undefined ? undefined : levelOf(level);
  return {
    levels,
    own:
      thinkingDefault === undefined
        ? undefined
        : (levelOf(thinkingDefault) ?? { id: thinkingDefault, label: thinkingDefault }),
    current:
      level === undefined ? undefined : { ...(known ?? { id: level, label: level }), isUnknown: known === undefined },
  };
}

/** The model that a session names, with its provider or without. */
export function modelNamed(models: readonly ModelChoice[], name: string | undefined): ModelChoice | undefined {
  return models.find(({ id }) => id === name) ?? models.find(({ id }) => id.endsWith(`/${name}`));
}

import { applyPatch, createPatch } from "diff";
import { type ConfigPath, isRecord, REDACTED, setInConfig, valueAt } from "@/server/protocol/config-document.ts";
import { readDocument } from "./config-facts.ts";

/** Which of two versions counts at a place. */
export type Side = "theirs" | "mine";

/** A place that both have changed, each to something else, or may have: a secret. Undefined is removed. */
export interface SettingConflict {
  path: ConfigPath;
  theirs: unknown;
  mine: unknown;
}

/** What two people made of one document. */
export interface ConfigMerge {
  /** The places that only they have changed: these stand in the merged document as they are. */
  theirs: readonly ConfigPath[];
  /** The places that only I have changed. */
  mine: readonly ConfigPath[];
  /** What somebody has to decide. */
  conflicts: readonly SettingConflict[];
  /** The merged document, with a side for each conflict in their order; left out, theirs counts. */
  textWith: (sides?: readonly (Side | undefined)[]) => string;
}

interface Texts {
  base: string;
  theirs: string;
  mine: string;
}

/**
 * Merges two changes of one document, setting by setting; a list is one value. Comments stay: all of both where the
 * lines that changed are far enough apart, else those of theirs. Undefined when one of the three is no JSON5.
 */
export function mergeConfigs(texts: Texts): ConfigMerge | undefined {
  const [base, theirs, mine] = [readDocument(texts.base), readDocument(texts.theirs), readDocument(texts.mine)];
  if (!base || !theirs || !mine) return undefined;
  const found: Found = { theirs: [], mine: [], conflicts: [] };
  compare([], { base, theirs, mine }, found);
  return {
    ...found,
    textWith(sides = []) {
      const chosen = found.conflicts.filter((_conflict, index) => sides[index] === "mine").map(({ path }) => path);
      const text = [...found.mine, ...chosen].reduce(
        (merged, path) => setInConfig(merged, path, valueAt(mine, path)),
        texts.theirs,
      );
      return withCommentsOfBoth(texts, text);
    },
  };
}

/** A value in few words: what is hidden is not shown as its placeholder. */
export function valueText(value: unknown): string {
  if (value === undefined) return "removed";
  if (value === REDACTED) return "hidden";
  return JSON.stringify(value).replaceAll(REDACTED, "hidden");
}

interface Found {
  theirs: ConfigPath[];
  mine: ConfigPath[];
  conflicts: SettingConflict[];
}

function compare(path: ConfigPath, { base, theirs, mine }: Record<keyof Texts, unknown>, found: Found): void {
  if (isSame(theirs, mine)) return;
  // A part that one of them removed or replaced whole is one change; parts of both are looked into.
  if (isRecord(theirs) && isRecord(mine)) {
    const inBase = isRecord(base) ? base : {};
    for (const key of new Set([...Object.keys(inBase), ...Object.keys(theirs), ...Object.keys(mine)])) {
      compare([...path, key], { base: own(inBase, key), theirs: own(theirs, key), mine: own(mine, key) }, found);
    }
  } else if (isSame(mine, base)) found.theirs.push(path);
  // A secret of theirs looks the same whatever it is: it is not overwritten unseen.
  else if (isSame(theirs, base) && !hides(base)) found.mine.push(path);
  else found.conflicts.push({ path, theirs, mine });
}

/** My lines put into theirs, if they fit there and say the same as the merged settings do. */
function withCommentsOfBoth({ base, theirs, mine }: Texts, merged: string): string {
  const text = applyPatch(theirs, createPatch("config", base, mine, undefined, undefined, { context: 1 }));
  return text !== false && isSame(readDocument(text), readDocument(merged)) ? text : merged;
}

/** Whether something in it is a secret, which is told to nobody. */
function hides(value: unknown): boolean {
  return JSON.stringify(value)?.includes(REDACTED) === true;
}

function own(record: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** Whatever order keys stand in. */
function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((each, index) => isSame(each, other[index]));
  }
  if (isRecord(one) && isRecord(other)) {
    const keys = Object.keys(one);
    return keys.length === Object.keys(other).length && keys.every((key) => isSame(one[key], own(other, key)));
  }
  return one === other;
}

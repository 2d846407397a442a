import type { LogEntry } from "@/server/protocol/logs.ts";

/** Words to look for in the log: plain, or a regular expression; case is ignored. Empty finds everything. */
export interface LogWords {
  text: string;
  regex: boolean;
}

/** Words ready to test lines with; or what is wrong with them, in words for the person who typed them. */
export type TextPattern = { ok: true; pattern: RegExp | undefined } | { ok: false; message: string };

/** @returns a pattern with the flags `gim`, undefined in it when the text is empty */
export function textPatternOf({ text, regex }: LogWords): TextPattern {
  if (!text) return { ok: true, pattern: undefined };
  if (!regex) return { ok: true, pattern: new RegExp(escaped(text), "gim") };
  if (repeatsWithinRepeat(text)) {
    return { ok: false, message: "A repeat within a repeated group, as in (a+)+, can take for ever. Repeat once." };
  }
  try {
    return { ok: true, pattern: new RegExp(text, "gim") };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

/** Whether a line has the words. An invalid expression counts as none. */
export function finderOf(words: LogWords): (entry: LogEntry) => boolean {
  const parsed = textPatternOf(words);
  const pattern = parsed.ok ? parsed.pattern : undefined;
  if (!pattern) return () => true;
  return (entry) => {
    // A global pattern goes on where it last stopped.
    pattern.lastIndex = 0;
    return pattern.test(searchTextOf(entry));
  };
}

/** Texts are made when a line is first looked at and live as long as the line does. */
const texts = new WeakMap<LogEntry, string>();

/**
 * What a search looks at, line by line so that `^` and `$` mean something: the message, then all else. The same as the
 * gateway's own search.
 */
function searchTextOf(entry: LogEntry): string {
  const known = texts.get(entry);
  if (known !== undefined) return known;
  const { msg, source, runId, sessionKey, fields } = entry;
  const text = [msg, source, runId, sessionKey, fields && JSON.stringify(fields)].filter(Boolean).join("\n");
  texts.set(entry, text);
  return text;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}

/** Nothing can interrupt a regular expression in a page: those that may not end are refused before they run. */
function repeatsWithinRepeat(source: string): boolean {
  const plain = source.replace(/\\./gs, "_").replace(/\[[^\]]*\]/g, "_");
  const unbounded = String.raw`(?:[*+]|\{\d+,\})`;
  let rest = plain;
  // Groups are folded from the inside out, each into a mark that says whether it repeats.
  for (;;) {
    const group = /\((?:\?(?:[:=!]|<[=!]|<\w+>))?([^()]*)\)/.exec(rest);
    if (!group) return false;
    const repeats = new RegExp(unbounded).test(group[1] ?? "");
    const after = rest.slice(group.index + group[0].length);
    if (repeats && new RegExp(`^${unbounded}`).test(after)) return true;
    rest = `${rest.slice(0, group.index)}${repeats ? "_+_" : "_"}${after}`;
  }
}

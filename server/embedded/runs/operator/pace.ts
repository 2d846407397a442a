import { setTimeout as sleep } from "node:timers/promises";

/** How fast the operator types, milliseconds. */
export interface Pace {
  thinkingMs: number;
  wordMs: number;
  /** Most that one text may take in all: a long one comes in larger pieces. */
  mostMs: number;
}

/** Quick, but to be followed by eye. */
export const BRISK: Pace = { thinkingMs: 10, wordMs: 14, mostMs: 1_500 };

/**
 * A text word by word, with a small rest before each, a longer one before a longer word.
 * @throws AbortError at once when the signal is aborted
 */
export async function* typed(
  text: string,
  restMs: number,
  mostMs: number,
  signal?: AbortSignal,
): AsyncGenerator<string> {
  const words = text.match(/\s*\S+\s*/g) ?? [text];
  const ticks = restMs > 0 ? Math.max(1, Math.min(words.length, Math.floor(mostMs / restMs))) : words.length;
  const perTick = Math.ceil(words.length / ticks);
  for (let at = 0; at < words.length; at += perTick) {
    signal?.throwIfAborted();
    const piece = words.slice(at, at + perTick).join("");
    if (restMs > 0) await sleep(restMs * (0.6 + Math.min(piece.trim().length, 12) / 15), undefined, { signal });
    yield piece;
  }
}

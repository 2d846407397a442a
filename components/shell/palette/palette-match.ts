/**
 * How well something fits what was typed: 0 not at all, else the more the earlier its words begin. Every typed word must
 * begin a word of it or stand in it; letters scattered over it do not count, because nobody understands such a match.
 */
export function paletteMatch(value: string, query: string, keywords: readonly string[] = []): number {
  const text = `${keywords.join(" ")} ${value}`.toLowerCase();
  const typed = query.toLowerCase().split(/\s+/).filter(Boolean);
  const scores = typed.map((word) => wordMatch(text, word));
  if (scores.includes(0)) return 0;
  return scores.reduce((sum, score) => sum + score, 0) / Math.max(1, typed.length) || 1;
}

function wordMatch(text: string, word: string): number {
  if (text.startsWith(word)) return 1;
  if (text.includes(` ${word}`)) return 0.8;
  return text.includes(word) ? 0.4 : 0;
}

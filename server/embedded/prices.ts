import type { TokenUsage } from "../protocol/messages.ts";

/** US dollars for a million tokens. */
interface Price {
  input: number;
  output: number;
  cacheRead: number;
  cacheWrite: number;
}

/**
 * List prices as published in November 2025, by the beginning of the model's name; the longest match counts.
 * A model that is not here has an unknown price, which is shown as such and never as zero.
 */
const PRICES: Record<string, Price> = {
  "claude-opus-4-5": anthropic(5, 25),
  "claude-opus-4": anthropic(15, 75),
  "claude-sonnet-4": anthropic(3, 15),
  "claude-haiku-4-5": anthropic(1, 5),
  "claude-3-5-haiku": anthropic(0.8, 4),
  "gpt-5": { input: 1.25, output: 10, cacheRead: 0.125, cacheWrite: 1.25 },
  "gpt-5-mini": { input: 0.25, output: 2, cacheRead: 0.025, cacheWrite: 0.25 },
  "gpt-5-nano": { input: 0.05, output: 0.4, cacheRead: 0.005, cacheWrite: 0.05 },
  "gpt-4.1": { input: 2, output: 8, cacheRead: 0.5, cacheWrite: 2 },
  "gpt-4.1-mini": { input: 0.4, output: 1.6, cacheRead: 0.1, cacheWrite: 0.4 },
  "gpt-4o": { input: 2.5, output: 10, cacheRead: 1.25, cacheWrite: 2.5 },
  "gpt-4o-mini": { input: 0.15, output: 0.6, cacheRead: 0.075, cacheWrite: 0.15 },
};
/** Runs in this process and costs nothing. */
const BUILT_IN = "builtin/";

/** US dollars of a run: what the provider reported, else by the price table; undefined when unknown. */
export function costOf(model: string, usage: TokenUsage): number | undefined {
  if (usage.cost) return usage.cost.total;
  if (model.startsWith(BUILT_IN)) return 0;
  const price = priceOf(model);
  if (!price) return undefined;
  const { input, output, cacheRead = 0, cacheWrite = 0 } = usage;
  return (
    (input * price.input + output * price.output + cacheRead * price.cacheRead + cacheWrite * price.cacheWrite) / 1e6
  );
}

function priceOf(model: string): Price | undefined {
  const name = model.slice(model.lastIndexOf("/") + 1).toLowerCase();
  const matches = Object.keys(PRICES).filter((prefix) => name.startsWith(prefix));
  const longest = matches.sort((a, b) => b.length - a.length)[0];
  return longest === undefined ? undefined : PRICES[longest];
}

/** A cache read costs a tenth of the input, writing it a quarter more. */
function anthropic(input: number, output: number): Price {
  return { input, output, cacheRead: input / 10, cacheWrite: input * 1.25 };
}

import type { TokenUsage } from "../protocol/messages.ts";

/** US dollars for a million tokens. */
interface Price {
  input: number;
  output: number;
  cacheRead: number;
  cacheWrite: number;
}

/**
 * List prices as published in November 2025, by the model's name without its date. A model that is not here has an
 * unknown price, which is shown as such: neither zero nor that of an older model of a similar name.
 */
const PRICES: Record<string, Price> = {
  "claude-opus-4-5": anthropic(5, 25),
  "claude-opus-4-1": anthropic(15, 75),
  "claude-opus-4": anthropic(15, 75),
  "claude-sonnet-4-5": anthropic(3, 15),
  "claude-sonnet-4": anthropic(3, 15),
  "claude-haiku-4-5": anthropic(1, 5),
  "claude-3-5-haiku": anthropic(0.8, 4),
  "gpt-5.1": openai(1.25, 10, 0.125),
  "gpt-5": openai(1.25, 10, 0.125),
  "gpt-5-mini": openai(0.25, 2, 0.025),
  "gpt-5-nano": openai(0.05, 0.4, 0.005),
  "gpt-4.1": openai(2, 8, 0.5),
  "gpt-4.1-mini": openai(0.4, 1.6, 0.1),
  "gpt-4o": openai(2.5, 10, 1.25),
  "gpt-4o-mini": openai(0.15, 0.6, 0.075),
};
const DATE = /(-latest|[-@]\d{8}|-\d{4}-\d{2}-\d{2})$/;
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
  const name = model
    .slice(model.lastIndexOf("/") + 1)
    .toLowerCase()
    .replace(DATE, "");
  // Some resellers write claude-opus-4.5.
  const known = name.startsWith("claude-") ? name.replaceAll(".", "-") : name;
  return Object.hasOwn(PRICES, known) ? PRICES[known] : undefined;
}

/** A cache read costs a tenth of the input, writing it a quarter more. */
function anthropic(input: number, output: number): Price {
  return { input, output, cacheRead: input / 10, cacheWrite: input * 1.25 };
}

function openai(input: number, output: number, cacheRead: number): Price {
  return { input, output, cacheRead, cacheWrite: input };
}

import type { LanguageModelUsage } from "ai";
import type { TokenUsage } from "../../protocol/messages.ts";

/** Tokens of one step: `input` without what came from a cache. Undefined when the provider reported none. */
export function tokenUsage(usage: LanguageModelUsage): TokenUsage | undefined {
  const { inputTokens, outputTokens, inputTokenDetails: details } = usage;
  if (inputTokens === undefined && outputTokens === undefined) return undefined;
  const cacheRead = details.cacheReadTokens ?? 0;
  const cacheWrite = details.cacheWriteTokens ?? 0;
  const input = details.noCacheTokens ?? Math.max(0, (inputTokens ?? 0) - cacheRead - cacheWrite);
  const output = outputTokens ?? 0;
  return {
    input,
    output,
    ...(cacheRead > 0 && { cacheRead }),
    ...(cacheWrite > 0 && { cacheWrite }),
    totalTokens: input + output + cacheRead + cacheWrite,
  };
}

/** The sum of two steps. */
export function addUsage(a: TokenUsage | undefined, b: TokenUsage | undefined): TokenUsage | undefined {
  if (!a || !b) return a ?? b;
  const cacheRead = (a.cacheRead ?? 0) + (b.cacheRead ?? 0);
  const cacheWrite = (a.cacheWrite ?? 0) + (b.cacheWrite ?? 0);
  return {
    input: a.input + b.input,
    output: a.output + b.output,
    ...(cacheRead > 0 && { cacheRead }),
    ...(cacheWrite > 0 && { cacheWrite }),
    totalTokens: a.totalTokens + b.totalTokens,
  };
}

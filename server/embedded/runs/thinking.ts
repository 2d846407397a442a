import type { LanguageModelV4CallOptions } from "@ai-sdk/provider";
import { THINKING_LEVELS } from "../../protocol/thinking.ts";

type Reasoning = LanguageModelV4CallOptions["reasoning"];

const EFFORTS: ReadonlySet<string> = new Set(THINKING_LEVELS.filter((level) => level !== "off"));

/**
 * The SDK's reasoning effort for a thinking level. `off` says so to Anthropic; an OpenAI-compatible server is left
 * alone, because those without reasoning refuse the parameter. Unknown levels leave it to the provider.
 */
export function reasoningFor(thinking: string | undefined, provider: string): Reasoning {
  if (thinking === "off") return provider === "anthropic" ? "none" : undefined;
  return isLevel(thinking) ? thinking : undefined;
}

function isLevel(thinking: string | undefined): thinking is NonNullable<Reasoning> {
  return thinking !== undefined && EFFORTS.has(thinking);
}

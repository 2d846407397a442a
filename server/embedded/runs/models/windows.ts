/** Context windows by the beginning of a model's name, for providers whose list does not tell. First match wins. */
const KNOWN: readonly (readonly [RegExp, number])[] = [
  [/^claude-/, 200_000],
  [/^gpt-4\.1/, 1_000_000],
  [/^gpt-4o/, 128_000],
  [/^gpt-4-turbo/, 128_000],
  [/^gpt-4/, 8_192],
  [/^gpt-3\.5/, 16_385],
  [/^gpt-oss/, 131_072],
  [/^gpt-[5-9]/, 400_000],
  [/^o[1-9]/, 200_000],
  [/^operator$/, 128_000],
];

/** Trimming takes this for a model of which nothing is known. */
export const FALLBACK_WINDOW = 32_768;

/** Tokens, when the name is a well-known one. */
export function knownWindow(name: string): number | undefined {
  return KNOWN.find(([pattern]) => pattern.test(name))?.[1];
}

/** Tokens, from the fields in which vLLM, OpenRouter, LM Studio, llama.cpp, Groq, Mistral and Anthropic say it. */
export function listedWindow(entry: { [key: string]: unknown }): number | undefined {
  const meta = typeof entry.meta === "object" && entry.meta !== null ? { ...entry.meta } : {};
  const candidates = [
    entry.max_model_len,
    entry.context_length,
    entry.context_window,
    entry.loaded_context_length,
    entry.max_context_length,
    entry.max_input_tokens,
    "n_ctx" in meta ? meta.n_ctx : undefined,
    "n_ctx_train" in meta ? meta.n_ctx_train : undefined,
  ];
  return candidates.find((value): value is number => typeof value === "number" && value > 0);
}

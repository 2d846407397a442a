/** Whether models think before they answer, by the beginning of their names. First match wins. */
const KNOWN: readonly (readonly [RegExp, boolean])[] = [
  [/^claude-(instant|2|3-(?!7)|3\.[0-6])/, false],
  [/^claude-/, true],
  [/^gpt-(3|4)/, false],
  [/^gpt-(oss|[5-9])/, true],
  [/^o[1-9]/, true],
  [/^(deepseek-r|deepseek-reasoner|qwq|magistral)/, true],
];

/** Undefined when the name is no well-known one. */
export function knownReasoning(name: string): boolean | undefined {
  const own = name.slice(name.lastIndexOf("/") + 1).toLowerCase();
  return KNOWN.find(([pattern]) => pattern.test(own))?.[1];
}

/** From the fields in which OpenRouter and Anthropic say it; undefined when there are none. */
export function listedReasoning(entry: { [key: string]: unknown }): boolean | undefined {
  const { supported_parameters: parameters, capabilities } = entry;
  if (Array.isArray(parameters)) return parameters.some((each) => each === "reasoning" || each === "reasoning_effort");
  const thinking = fieldOf(capabilities, "thinking");
  const supported = fieldOf(thinking, "supported");
  return typeof supported === "boolean" ? supported : undefined;
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === "object" && value !== null
    ? Object.entries(value).find(([key]) => key === field)?.[1]
    : undefined;
}

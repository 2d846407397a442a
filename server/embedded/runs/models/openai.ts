import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import type { ModelsConfig } from "../contract.ts";
import { apiAddress, hostOf } from "./address.ts";
import { listModels } from "./listing.ts";
import { patientFetch } from "./patient-fetch.ts";
import type { ModelProvider } from "./provider.ts";

const OPENAI_HOST = "api.openai.com";

/** OpenAI, or anything that speaks its chat completions. */
export function openaiProvider(config: NonNullable<ModelsConfig["openai"]>, fetcher: typeof fetch): ModelProvider {
  const baseURL = apiAddress(config.baseUrl);
  const { apiKey } = config;
  const official = hostOf(baseURL) === OPENAI_HOST;
  const sdk = createOpenAICompatible({
    name: "openai",
    baseURL,
    apiKey,
    includeUsage: true,
    fetch: patientFetch(fetcher),
  });
  return {
    id: "openai",
    label: official ? "OpenAI" : hostOf(baseURL),
    address: baseURL,
    secrets: apiKey ? [apiKey] : [],
    unusable: official && !apiKey ? "OpenAI needs a key: set OPENAI_API_KEY, then restart." : undefined,
    defaultModel: official ? "gpt-5-mini" : undefined,
    model: (name) => sdk.chatModel(name),
    list: (signal) =>
      listModels("openai", `${baseURL}/models`, {
        fetch: fetcher,
        headers: apiKey ? { authorization: `Bearer ${apiKey}` } : {},
        signal,
      }),
  };
}

import { createAnthropic } from "@ai-sdk/anthropic";
import type { ModelsConfig } from "../contract.ts";
import { apiAddress, hostOf } from "./address.ts";
import { listModels } from "./listing.ts";
import { patientFetch } from "./patient-fetch.ts";
import type { ModelProvider } from "./provider.ts";

/** Anthropic, or a proxy that speaks its messages. */
export function anthropicProvider(
  config: NonNullable<ModelsConfig["anthropic"]>,
  fetcher: typeof fetch,
): ModelProvider {
  const baseURL = apiAddress(config.baseUrl ?? "https://api.anthropic.com");
  const { apiKey } = config;
  // The SDK would look for a missing key in the environment, which only the configuration reads.
  const sdk = createAnthropic({ baseURL, apiKey: apiKey ?? "", fetch: patientFetch(fetcher) });
  return {
    id: "anthropic",
    label: hostOf(baseURL) === "api.anthropic.com" ? "Anthropic" : hostOf(baseURL),
    address: baseURL,
    secrets: apiKey ? [apiKey] : [],
    unusable: apiKey ? undefined : "Anthropic needs a key: set ANTHROPIC_API_KEY, then restart.",
    defaultModel: apiKey ? "claude-sonnet-5-5" : undefined,
    options: { anthropic: { cacheControl: { type: "ephemeral" } } },
    model: (name) => sdk.languageModel(name),
    list: (signal) =>
      listModels("anthropic", `${baseURL}/models?limit=200`, {
        fetch: fetcher,
        headers: { "anthropic-version": "2023-06-01", ...(apiKey && { "x-api-key": apiKey }) },
        signal,
      }),
  };
}

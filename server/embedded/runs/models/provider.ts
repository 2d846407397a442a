import type { LanguageModelV4, SharedV4ProviderOptions } from "@ai-sdk/provider";
import type { ModelChoice } from "../../../protocol/system.ts";

/** How asking a provider for its models went. */
export type Listing =
  | { status: "ready"; models: ModelChoice[] }
  | { status: "auth-rejected" | "unavailable"; models: [] };

/** Somebody who serves models. A new provider is one file that gives one of these, and one line in the registry. */
export interface ModelProvider {
  /** The part of a model id before its first `/`. */
  readonly id: string;
  /** For people. */
  readonly label: string;
  /** Where it is reached, for people; left out for the built-in one. */
  readonly address?: string;
  /** Must never be seen in a message. */
  readonly secrets: readonly string[];
  /** Says what to do when a key is missing. */
  readonly unusable?: string;
  /** The model for somebody who chose none. */
  readonly defaultModel?: string;
  /** The SDK's options for each call. */
  readonly options?: SharedV4ProviderOptions;
  model(name: string): LanguageModelV4;
  /** Asks the provider. Never throws. */
  list(signal: AbortSignal): Promise<Listing>;
}

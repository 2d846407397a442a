import type { LanguageModelV4, SharedV4ProviderOptions } from "@ai-sdk/provider";
import type { ModelChoice, ModelsListResult } from "../../../protocol/system.ts";
import type { Clock, ModelsConfig } from "../contract.ts";
import { RunFailure } from "../failure.ts";
import type { Pace } from "../operator/pace.ts";
import { OPERATOR_MODEL_ID, operatorProvider } from "../operator/provider.ts";
import { untilAborted } from "../until-aborted.ts";
import { anthropicProvider } from "./anthropic.ts";
import { openaiProvider } from "./openai.ts";
import type { Listing, ModelProvider } from "./provider.ts";
import { knownReasoning } from "./reasoning.ts";
import { knownWindow } from "./windows.ts";

const LIST_TIMEOUT_MS = 2_500;
const FRESH_MS = 60_000;
const FAILED_FRESH_MS = 5_000;
/** `openai/default`: whatever model the address lists first, for servers such as llama.cpp that hold just one. */
const FIRST_LISTED = "default";

/** A model that is ready to be called. */
export interface ResolvedModel {
  sdk: LanguageModelV4;
  provider: ModelProvider;
  /** Without the provider. */
  name: string;
  /** Tokens, as far as is known by now. */
  contextWindow(): number | undefined;
  /** Resolves, after a bounded time, when nothing more will become known of the window. */
  learned: Promise<unknown>;
  options?: SharedV4ProviderOptions;
}

export interface ModelRegistry {
  readonly defaultModel: string;
  /** @throws RunFailure that says what to do */
  resolve(id: string, signal: AbortSignal): Promise<ResolvedModel>;
  list(options?: { refresh?: boolean }): Promise<ModelsListResult>;
  describe(id: string): { provider: string; contextWindow?: number; name: string };
}

interface Cached {
  at: number;
  listing: Listing;
}

/** Knows the configured providers and, for a minute at a time, what they serve. */
export function createModelRegistry(
  config: ModelsConfig,
  { fetch: fetcher, clock, pace }: { fetch: typeof fetch; clock: Clock; pace?: Pace },
): ModelRegistry {
  const providers: ModelProvider[] = [
    ...(config.openai ? [openaiProvider(config.openai, fetcher)] : []),
    ...(config.anthropic ? [anthropicProvider(config.anthropic, fetcher)] : []),
    operatorProvider({ pace, clock }),
  ];
  const cache = new Map<string, Cached>();
  const pending = new Map<string, Promise<Listing>>();

  function listingOf(provider: ModelProvider, refresh: boolean): Promise<Listing> {
    const cached = cache.get(provider.id);
    const age = cached ? clock() - cached.at : Number.POSITIVE_INFINITY;
    const fresh = cached?.listing.status === "ready" ? FRESH_MS : FAILED_FRESH_MS;
    if (cached && !refresh && age < fresh) return Promise.resolve(cached.listing);
    const asking = pending.get(provider.id) ?? ask(provider);
    pending.set(provider.id, asking);
    return asking;
  }

  async function ask(provider: ModelProvider): Promise<Listing> {
    try {
      const listing = await provider.list(AbortSignal.timeout(LIST_TIMEOUT_MS));
      cache.set(provider.id, { at: clock(), listing });
      return listing;
    } finally {
      pending.delete(provider.id);
    }
  }

  function listed(id: string): ModelChoice | undefined {
    return cache.get(splitModelId(id).provider)?.listing.models.find((model) => model.id === id);
  }

  const defaultModel = config.defaultModel ?? firstDefault(providers);
  return {
    defaultModel,

    async resolve(id, signal) {
      const { provider: providerId, name } = splitModelId(id);
      const provider = providers.find((candidate) => candidate.id === providerId);
      if (!provider || !name) throw new RunFailure(unknownProvider(id, providers));
      if (provider.unusable) throw new RunFailure(provider.unusable);
      const first = name === FIRST_LISTED && !provider.defaultModel;
      const actual = first ? firstListed(provider, await untilAborted(listingOf(provider, false), signal)) : name;
      const contextWindow = () => listed(`${providerId}/${actual}`)?.contextWindow ?? knownWindow(actual);
      return {
        sdk: provider.model(actual),
        provider,
        name: actual,
        contextWindow,
        learned: contextWindow() === undefined ? listingOf(provider, false) : Promise.resolve(),
        options: provider.options,
      };
    },

    async list({ refresh = false } = {}) {
      const listings = await Promise.all(providers.map((provider) => listingOf(provider, refresh)));
      const models = listings.flatMap((listing) => listing.models);
      const outcomes = providers.map(({ id }, index) => ({
        provider: id,
        status: listings[index]?.status ?? "unavailable",
      }));
      const known = models.some((model) => model.id === defaultModel);
      return {
        models: known ? models : [defaultChoice(defaultModel, providers, outcomes), ...models],
        providerOutcomes: outcomes,
      };
    },

    describe(id) {
      const { provider, name } = splitModelId(id);
      const contextWindow = listed(id)?.contextWindow ?? knownWindow(name);
      return { provider, name: listed(id)?.name ?? name, ...(contextWindow !== undefined && { contextWindow }) };
    },
  };
}

/** `openai/meta/llama` → `openai` and `meta/llama`. */
function splitModelId(id: string): { provider: string; name: string } {
  const at = id.indexOf("/");
  return at < 0 ? { provider: "", name: id } : { provider: id.slice(0, at), name: id.slice(at + 1) };
}

function firstDefault(providers: readonly ModelProvider[]): string {
  const usable = providers.find((provider) => !provider.unusable && provider.address !== undefined);
  return usable ? `${usable.id}/${usable.defaultModel ?? FIRST_LISTED}` : OPERATOR_MODEL_ID;
}

function firstListed(provider: ModelProvider, listing: Listing): string {
  const [first] = listing.models;
  if (first) return splitModelId(first.id).name;
  throw new RunFailure(
    listing.status === "auth-rejected"
      ? `${provider.label} refused the key: check it, then restart.`
      : `${provider.label} lists no model: is it running at ${provider.address}? Start it, or name a model, such as openai/<model>.`,
  );
}

function unknownProvider(id: string, providers: readonly ModelProvider[]): string {
  const names = providers.map((provider) => (provider.address ? `${provider.id}/<model>` : OPERATOR_MODEL_ID));
  const hint = id.startsWith("anthropic/")
    ? " Set ANTHROPIC_API_KEY to use Anthropic."
    : id.startsWith("openai/")
      ? " Set OPENAI_BASE_URL or OPENAI_API_KEY to use it."
      : "";
  return `There is no model "${id}" here.${hint} Choose one of: ${names.join(", ")}.`;
}

/** The default stands in the list even when its provider does not answer, or does not name it. */
function defaultChoice(
  id: string,
  providers: readonly ModelProvider[],
  outcomes: readonly { provider: string; status: Listing["status"] }[],
): ModelChoice {
  const { provider, name } = splitModelId(id);
  const owner = providers.find((candidate) => candidate.id === provider);
  const rejected = outcomes.some((outcome) => outcome.provider === provider && outcome.status === "auth-rejected");
  const reason = !owner || owner.unusable ? "missing-auth" : rejected ? "auth-failed" : undefined;
  return {
    id,
    name: name === FIRST_LISTED && owner ? `First model of ${owner.label}` : name,
    provider,
    available: reason === undefined,
    reasoning: knownReasoning(name),
    ...(reason && { unavailableReason: reason }),
  };
}

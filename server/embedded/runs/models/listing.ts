import type { ModelChoice } from "../../../protocol/system.ts";
import type { Listing } from "./provider.ts";
import { knownReasoning, listedReasoning } from "./reasoning.ts";
import { knownWindow, listedWindow } from "./windows.ts";

const MOST_BYTES = 4_000_000;
const MOST_MODELS = 500;
/** Models that cannot hold a conversation. */
const NO_CHAT =
  /embed|whisper|\btts\b|-tts|dall-e|moderation|image|audio|realtime|transcribe|davinci|babbage|sora|rerank/i;

/**
 * Reads a provider's `/models`, which OpenAI, Anthropic and those like them answer alike.
 * At most 500 models of an answer of at most 4 MB. Never throws.
 */
export async function listModels(
  provider: string,
  url: string,
  request: { fetch: typeof fetch; headers: Record<string, string>; signal: AbortSignal },
): Promise<Listing> {
  try {
    const response = await request.fetch(url, { headers: request.headers, signal: request.signal });
    if (!response.ok) {
      await response.body?.cancel();
      const rejected = response.status === 401 || response.status === 403;
      return { status: rejected ? "auth-rejected" : "unavailable", models: [] };
    }
    const entries = entriesOf(JSON.parse(await boundedText(response)));
    const models = entries.flatMap((entry) => choice(provider, entry)).slice(0, MOST_MODELS);
    return { status: "ready", models };
  } catch {
    return { status: "unavailable", models: [] };
  }
}

function entriesOf(answer: unknown): unknown[] {
  if (typeof answer === "object" && answer !== null && "data" in answer && Array.isArray(answer.data))
    return answer.data;
  throw new Error("no list of models");
}

function choice(provider: string, entry: unknown): ModelChoice[] {
  if (typeof entry !== "object" || entry === null || !("id" in entry) || typeof entry.id !== "string") return [];
  if (NO_CHAT.test(entry.id)) return [];
  const fields = { ...entry };
  const shown = "display_name" in fields ? fields.display_name : "name" in fields ? fields.name : undefined;
  return [
    {
      id: `${provider}/${entry.id}`,
      name: typeof shown === "string" && shown ? shown : entry.id,
      provider,
      available: true,
      contextWindow: listedWindow(fields) ?? knownWindow(entry.id),
      reasoning: listedReasoning(fields) ?? knownReasoning(entry.id),
    },
  ];
}

async function boundedText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MOST_BYTES) throw new Error("too long a list");
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

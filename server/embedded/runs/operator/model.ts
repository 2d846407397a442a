import { randomUUID } from "node:crypto";
import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Content,
  LanguageModelV4FinishReason,
  LanguageModelV4Prompt,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
} from "@ai-sdk/provider";
import { estimateTokens } from "../context.ts";
import { type Pace, typed } from "./pace.ts";
import { openUtterances, type Utterance } from "./prompt.ts";
import type { Call, SkillContext, Way } from "./skill.ts";
import { understand } from "./understand.ts";

/** What one call of the model comes to. */
interface Reply {
  thought: string;
  calls: Call[];
  text: string;
}

const AT_ONCE: Pace = { thinkingMs: 0, wordMs: 0, mostMs: 0 };

/**
 * A language model without an LLM: it understands plain commands, calls the tools it is given like any other model,
 * and writes the answer from their results. It holds no state; the prompt tells it where it stands.
 */
export function createOperatorModel({ pace, clock }: { pace: Pace; clock: () => number }): LanguageModelV4 {
  return {
    specificationVersion: "v4",
    provider: "builtin",
    modelId: "operator",
    supportedUrls: {},

    async doStream(options) {
      return { stream: streamOf(spoken(options, replyTo(options, clock()), pace)) };
    },

    async doGenerate(options) {
      const reply = replyTo(options, clock());
      const content: LanguageModelV4Content[] = [{ type: "reasoning", text: reply.thought }];
      for await (const part of spoken(options, reply, AT_ONCE)) if (part.type === "tool-call") content.push(part);
      if (reply.text) content.push({ type: "text", text: reply.text });
      return { content, finishReason: finishOf(reply), usage: usageOf(options.prompt, reply), warnings: [] };
    },
  };
}

/** Goes the way of each command as far as the outcomes in the prompt allow. */
function replyTo(options: LanguageModelV4CallOptions, now: number): Reply {
  const context: SkillContext = { now, tools: new Set(options.tools?.map((tool) => tool.name)) };
  const steps = openUtterances(options.prompt).flatMap((utterance) =>
    understand(utterance.words).map((understood) => ({
      thought: understood.thought,
      ...("answer" in understood
        ? { calls: [], text: understood.answer, heard: 0 }
        : advance(understood.way(context), utterance, context)),
    })),
  );
  const calls = steps.flatMap((step) => step.calls);
  const asking = calls.length > 0;
  const thoughts = steps.map((step) => step.thought);
  const resumed = steps.some((step) => step.heard > 0);
  return {
    thought: resumed ? (asking ? "That helps; one more look." : "I have what I need.") : thoughts.join(" "),
    calls,
    // Answers wait until all commands are done, so that the person reads them in the order of asking.
    text: asking ? "" : steps.map((step) => step.text).join("\n\n"),
  };
}

function advance(
  way: Way,
  utterance: Utterance,
  { tools }: SkillContext,
): { calls: Call[]; text: string; heard: number } {
  let heard = 0;
  let next = way.next([]);
  while (!next.done) {
    const wanted = next.value;
    const missing = wanted.find((call) => !tools.has(call.tool));
    if (missing) return { calls: [], text: notHere(missing.tool), heard };
    const outcomes = wanted.map((call) => utterance.outcomeOf(call));
    const open = wanted.filter((_call, index) => !outcomes[index]);
    if (open.length > 0) return { calls: open, text: "", heard };
    heard += outcomes.length;
    next = way.next(outcomes.flatMap((outcome) => outcome ?? []));
  }
  return { calls: [], text: next.value, heard };
}

function notHere(tool: string): string {
  return `The tool \`${tool}\` isn't available on this gateway, so I can't do that here. Say **help** for what I can do.`;
}

async function* spoken(
  { prompt, abortSignal }: LanguageModelV4CallOptions,
  reply: Reply,
  pace: Pace,
): AsyncGenerator<LanguageModelV4StreamPart> {
  yield { type: "stream-start", warnings: [] };
  yield { type: "reasoning-start", id: "thought" };
  for await (const delta of typed(reply.thought, pace.thinkingMs, pace.mostMs, abortSignal)) {
    yield { type: "reasoning-delta", id: "thought", delta };
  }
  yield { type: "reasoning-end", id: "thought" };
  for (const { tool, args } of reply.calls) {
    const id = `op_${randomUUID()}`;
    const input = JSON.stringify(args);
    yield { type: "tool-input-start", id, toolName: tool };
    for (const delta of input.match(/[\s\S]{1,16}/g) ?? []) yield { type: "tool-input-delta", id, delta };
    yield { type: "tool-input-end", id };
    yield { type: "tool-call", toolCallId: id, toolName: tool, input };
  }
  if (reply.text) {
    yield { type: "text-start", id: "answer" };
    for await (const delta of typed(reply.text, pace.wordMs, pace.mostMs, abortSignal)) {
      yield { type: "text-delta", id: "answer", delta };
    }
    yield { type: "text-end", id: "answer" };
  }
  yield { type: "finish", finishReason: finishOf(reply), usage: usageOf(prompt, reply) };
}

function streamOf<Part>(parts: AsyncGenerator<Part>): ReadableStream<Part> {
  return new ReadableStream<Part>({
    async pull(controller) {
      const { done, value } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await parts.return(undefined);
    },
  });
}

function finishOf(reply: Reply): LanguageModelV4FinishReason {
  return reply.calls.length > 0 ? { unified: "tool-calls", raw: "tool-calls" } : { unified: "stop", raw: "stop" };
}

/** An estimate, and marked as one: nothing here counts tokens. */
function usageOf(prompt: LanguageModelV4Prompt, reply: Reply): LanguageModelV4Usage {
  const input = estimateTokens(JSON.stringify(prompt));
  const reasoning = estimateTokens(reply.thought);
  const text = estimateTokens(reply.text) + estimateTokens(JSON.stringify(reply.calls));
  return {
    inputTokens: { total: input, noCache: input, cacheRead: undefined, cacheWrite: undefined },
    outputTokens: { total: reasoning + text, text, reasoning },
    raw: { estimated: true },
  };
}

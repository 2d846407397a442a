import { randomUUID } from "node:crypto";
import { isStepCount, type ModelMessage, streamText, type TextStreamPart, type ToolSet } from "ai";
import type { StopReason, TokenUsage } from "../../protocol/messages.ts";
import { conversationTokens, estimateTokens, trimToWindow } from "./context.ts";
import type { Clock, RunEnd, RunEvent, RunLogger, RunRequest, ToolHost } from "./contract.ts";
import { type CalledModel, classify, RunFailure } from "./failure.ts";
import { instructionsFor } from "./instructions.ts";
import type { ModelRegistry, ResolvedModel } from "./models/registry.ts";
import { FALLBACK_WINDOW } from "./models/windows.ts";
import { eligibleSkills } from "./skills.ts";
import { recordStep, type StepRecord } from "./step-record.ts";
import { reasoningFor } from "./thinking.ts";
import { ASK_USER_MOST_MS } from "./tools/ask-user.ts";
import { EXEC_MOST_MS } from "./tools/exec.ts";
import { bindTools, toolCatalog } from "./tools/table.ts";
import { toModelMessages, userMessage } from "./transcript.ts";
import { untilAborted } from "./until-aborted.ts";
import { addUsage, tokenUsage } from "./usage.ts";

/** Most calls of the model in one turn. */
const MOST_STEPS = 24;

/** How long a provider or a tool may be silent, milliseconds. */
export interface RunTimeouts {
  /** Until the first token of a step: a local model may be loading. */
  firstChunkMs: number;
  /** Between two tokens. */
  chunkMs: number;
  toolMs: number;
}

export interface LoopContext {
  models: ModelRegistry;
  host: (sessionKey: string) => ToolHost;
  logger: RunLogger;
  clock: Clock;
  timeouts: RunTimeouts;
}

/** What a turn has come to so far. */
interface Turn {
  called: CalledModel & { provider: { id: string } };
  step: StepRecord;
  stepsDone: number;
  usage?: TokenUsage;
}

// The SDK would print its warnings to the console of the whole process; they go to our log instead, run by run.
globalThis.AI_SDK_LOG_WARNINGS = false;

/** Runs one turn: model, tools, model … until it has answered. Ends with exactly one `end`, and never throws. */
export async function* runTurn(context: LoopContext, request: RunRequest): AsyncGenerator<RunEvent, void> {
  const left = new AbortController();
  try {
    yield yield* settled(context, request, AbortSignal.any([request.signal, left.signal]));
  } finally {
    left.abort();
  }
}

/** Turns whatever goes wrong into messages to keep and an end to tell. */
async function* settled(
  context: LoopContext,
  request: RunRequest,
  signal: AbortSignal,
): AsyncGenerator<RunEvent, RunEnd> {
  const { provider, name } = context.models.describe(request.model);
  const called = { provider: { id: provider, label: provider, secrets: [] }, name };
  const turn: Turn = { called, step: newStep(context, request, called), stepsDone: 0 };
  try {
    const end = yield* converse(context, request, turn, signal);
    return { ...end, ...(turn.usage && { usage: turn.usage }) };
  } catch (error) {
    const usage = turn.usage && { usage: turn.usage };
    if (request.signal.aborted) {
      yield* abandonCalls(turn.step, "Stopped before it was finished.");
      if (!turn.step.isEmpty) yield* messages(turn.step.messages({ stopReason: "aborted" }));
      return { type: "end", stopReason: "aborted", ...usage };
    }
    const { message, kind } = classify(error, turn.called, context.clock());
    context.logger.warn({ runId: request.runId, sessionKey: request.sessionKey, kind, reason: message }, "run failed");
    yield* abandonCalls(turn.step, "Not run: the turn failed.");
    yield* messages(turn.step.messages({ stopReason: "error", errorMessage: message }));
    return { type: "end", stopReason: "error", errorMessage: message, errorKind: kind, ...usage };
  }
}

/** @throws whatever the model's provider or the abort brings */
async function* converse(
  context: LoopContext,
  request: RunRequest,
  turn: Turn,
  signal: AbortSignal,
): AsyncGenerator<RunEvent, RunEnd> {
  signal.throwIfAborted();
  const model = await context.models.resolve(request.model, signal);
  turn.called = model;
  turn.step = newStep(context, request, model);
  const { agent, workspace } = request;
  const skills = await eligibleSkills(() => context.host(request.sessionKey), agent.id, {
    signal,
    timeoutMs: context.timeouts.toolMs,
  });
  const instructions = await instructionsFor(agent, workspace, context.clock(), skills);
  const conversation = toModelMessages(request.history);
  // A short conversation fits anyway; only a long one waits for the provider to say how much it takes.
  if (conversationTokens(conversation) > FALLBACK_WINDOW / 2) await untilAborted(model.learned, signal);
  const hear = () => {
    const inputs = request.takeSteering();
    conversation.push(...inputs.map(userMessage));
    return inputs.length > 0;
  };

  for (;;) {
    const stream = startStream(context, { request, model, instructions, conversation, hear, signal, turn });
    const finish = yield* relay(stream, context, request, turn);
    if (finish === "tool-calls") return outOfSteps();
    if (finish === "length") return { type: "end", stopReason: "length" };
    // What a person said while the last words streamed is answered in the same turn.
    if (turn.stepsDone >= MOST_STEPS || !hear()) return { type: "end", stopReason: "stop" };
  }
}

interface StreamSetup {
  request: RunRequest;
  model: ResolvedModel;
  instructions: string;
  /** Grows with each step and each steering input. */
  conversation: ModelMessage[];
  hear: () => boolean;
  signal: AbortSignal;
  turn: Turn;
}

function startStream(context: LoopContext, setup: StreamSetup): AsyncIterable<TextStreamPart<ToolSet>> {
  const { request, model, instructions, conversation, hear, signal, turn } = setup;
  const { workspace, sessionKey } = request;
  const fixedTokens = estimateTokens(instructions) + TOOL_TOKENS;
  return streamText({
    model: model.sdk,
    instructions,
    messages: [...conversation],
    tools: bindTools({
      host: context.host(sessionKey),
      workspace,
      sessionKey,
      agentId: request.agent.id,
      runId: request.runId,
    }),
    stopWhen: isStepCount(MOST_STEPS - turn.stepsDone),
    prepareStep() {
      hear();
      return {
        messages: trimToWindow(conversation, { window: model.contextWindow() ?? FALLBACK_WINDOW, fixedTokens }),
      };
    },
    onStepEnd({ response }) {
      conversation.push(...response.messages);
    },
    // Errors come through the stream; without this the SDK prints them to the console.
    onError() {},
    // The provider's fetch has its own patience: retries of the SDK would add up with it.
    maxRetries: 0,
    reasoning: reasoningFor(request.thinking, model.provider.id),
    providerOptions: model.options,
    abortSignal: signal,
    timeout: { ...context.timeouts, tools: { execMs: EXEC_MOST_MS, ask_userMs: ASK_USER_MOST_MS } },
  }).stream;
}

/** Passes a stream on, part by part, and keeps what is to be stored. Returns why the last step finished. */
async function* relay(
  stream: AsyncIterable<TextStreamPart<ToolSet>>,
  context: LoopContext,
  request: RunRequest,
  turn: Turn,
): AsyncGenerator<RunEvent, "stop" | "length" | "tool-calls"> {
  let failure: { error: unknown } | undefined;
  let finish: "stop" | "length" | "tool-calls" = "stop";
  for await (const part of stream) {
    switch (part.type) {
      case "text-delta":
      case "reasoning-delta": {
        if (!part.text) break;
        const type = part.type === "text-delta" ? "text" : "thinking";
        turn.step.add(type, part.text);
        yield { type, delta: part.text };
        break;
      }
      case "tool-call":
        turn.step.call(part.toolCallId, part.toolName, part.input);
        yield { type: "tool-start", toolCallId: part.toolCallId, name: part.toolName, args: part.input };
        break;
      case "tool-result":
        if (!part.preliminary) yield* answered(turn.step, part.toolCallId, part.output, false);
        else if (typeof part.output === "string") {
          yield { type: "tool-update", toolCallId: part.toolCallId, name: part.toolName, partial: part.output };
        }
        break;
      case "tool-error":
        yield* answered(turn.step, part.toolCallId, toolFault(part.error), true);
        break;
      case "start-step":
        if (part.warnings.length > 0)
          context.logger.debug(
            { runId: request.runId, sessionKey: request.sessionKey, warnings: part.warnings },
            "model warns",
          );
        break;
      case "error":
        failure ??= { error: part.error };
        break;
      case "abort":
        throw new DOMException("The provider was silent for too long.", "TimeoutError");
      case "finish-step": {
        const usage = tokenUsage(part.usage);
        turn.usage = addUsage(turn.usage, usage);
        turn.stepsDone++;
        if (failure) throw failure.error;
        if (part.finishReason === "content-filter") throw refusal(turn.called);
        // Some servers finish with "stop" after they asked for a tool.
        finish = part.finishReason === "length" ? "length" : turn.step.hasCalls ? "tool-calls" : "stop";
        yield* abandonCalls(turn.step, "Not run: the answer was cut off.");
        yield* messages(turn.step.messages({ stopReason: STOP_REASONS[finish], usage }));
        turn.step = newStep(context, request, turn.called);
        break;
      }
    }
  }
  if (failure) throw failure.error;
  return finish;
}

const STOP_REASONS = { stop: "stop", length: "length", "tool-calls": "toolUse" } as const satisfies Record<
  string,
  StopReason
>;

/** The descriptions and schemas of all tools go to the model with each call. */
const TOOL_TOKENS = estimateTokens(JSON.stringify(toolCatalog("").groups));

function newStep(context: LoopContext, request: RunRequest, called: Turn["called"]): StepRecord {
  return recordStep({
    runId: request.runId,
    model: called.name,
    provider: called.provider.id,
    clock: context.clock,
    newId: randomUUID,
  });
}

function* answered(step: StepRecord, toolCallId: string, result: unknown, isError: boolean): Generator<RunEvent> {
  const event = step.answer(toolCallId, result, isError);
  if (event) yield event;
}

function* abandonCalls(step: StepRecord, why: string): Generator<RunEvent> {
  for (const toolCallId of step.openCalls()) yield* answered(step, toolCallId, why, true);
}

function* messages(stored: ReturnType<StepRecord["messages"]>): Generator<RunEvent> {
  for (const message of stored) yield { type: "message", message };
}

function toolFault(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function refusal(called: CalledModel): RunFailure {
  return new RunFailure(
    `${called.name} declined to answer this: say it in another way, or choose another model.`,
    "refusal",
  );
}

function outOfSteps(): RunEnd {
  return {
    type: "end",
    stopReason: "length",
    errorMessage: `Stopped after ${MOST_STEPS} steps of tools in one turn: say "go on" to continue.`,
  };
}

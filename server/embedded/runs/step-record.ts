import type { MessagePart, StopReason, TokenUsage } from "../../protocol/messages.ts";
import type { NewMessage } from "../../store/contract.ts";
import type { RunEvent } from "./contract.ts";

/** What is needed to make stored messages of what a model streams. */
export interface MessageStamp {
  runId: string;
  model: string;
  provider: string;
  clock: () => number;
  newId: () => string;
}

interface OpenCall {
  name: string;
  startedAt: number;
}

interface Answer {
  toolCallId: string;
  name: string;
  result: unknown;
  isError: boolean;
  at: number;
}

/** How a step ended. */
export interface StepEnd {
  stopReason: StopReason;
  usage?: TokenUsage;
  errorMessage?: string;
}

export type StepRecord = ReturnType<typeof recordStep>;

/** Collects one step of the model, part by part; adding a delta costs the same however long the text is. */
export function recordStep(stamp: MessageStamp) {
  const parts: MessagePart[] = [];
  const open = new Map<string, OpenCall>();
  const answers: Answer[] = [];
  let running: { type: "text" | "thinking"; pieces: string[] } | undefined;
  let callTime = 0;

  function closeText(): void {
    const text = running?.pieces.join("") ?? "";
    if (running?.type === "text" && text) parts.push({ type: "text", text });
    if (running?.type === "thinking" && text) parts.push({ type: "thinking", thinking: text });
    running = undefined;
  }

  return {
    add(type: "text" | "thinking", delta: string): void {
      if (running?.type !== type) {
        closeText();
        running = { type, pieces: [] };
      }
      running.pieces.push(delta);
    },

    call(toolCallId: string, name: string, args: unknown): void {
      closeText();
      callTime = stamp.clock();
      parts.push({ type: "toolCall", id: toolCallId, name, arguments: args });
      open.set(toolCallId, { name, startedAt: callTime });
    },

    /** The result as an event; undefined when no such call is open. */
    answer(
      toolCallId: string,
      result: unknown,
      isError: boolean,
    ): Extract<RunEvent, { type: "tool-result" }> | undefined {
      const call = open.get(toolCallId);
      if (!call) return undefined;
      open.delete(toolCallId);
      const at = stamp.clock();
      answers.push({ toolCallId, name: call.name, result, isError, at });
      return { type: "tool-result", toolCallId, name: call.name, result, isError, durationMs: at - call.startedAt };
    },

    get hasCalls(): boolean {
      return parts.some((part) => part.type === "toolCall");
    },

    /** Calls that have no result yet. */
    openCalls: (): string[] => [...open.keys()],

    get isEmpty(): boolean {
      return parts.length === 0 && running === undefined;
    },

    /** The assistant message and its tool results, in the order in which they are stored. */
    messages(end: StepEnd): NewMessage[] {
      closeText();
      const meta = () => ({ id: stamp.newId(), runId: stamp.runId });
      const assistant: NewMessage = {
        role: "assistant",
        content: parts,
        timestamp: callTime || stamp.clock(),
        model: stamp.model,
        provider: stamp.provider,
        ...end,
        __openclaw: meta(),
      };
      const results = answers.map(
        ({ toolCallId, name, result, isError, at }): NewMessage => ({
          role: "toolResult",
          content: [{ type: "text", text: asText(result) }],
          timestamp: at,
          toolCallId,
          toolName: name,
          isError,
          __openclaw: meta(),
        }),
      );
      return [assistant, ...results];
    },
  };
}

function asText(result: unknown): string {
  return typeof result === "string" ? result : (JSON.stringify(result) ?? "");
}

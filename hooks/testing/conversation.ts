import type { ChatHistoryResult, InFlightRun } from "@/server/protocol/chat.ts";
import type { GatewayEvents } from "@/server/protocol/events.ts";
import type { AssistantMessage, Message, MessagePart } from "@/server/protocol/messages.ts";

export const SESSION = "agent:main:main";

/** One step of a model: it thinks, speaks, and may call a tool; the last step calls none. */
export interface StepPlan {
  thinking: string[];
  text: string[];
  tool: boolean;
}

export interface RunPlan {
  key: string;
  steps: StepPlan[];
  ending: "final" | "aborted" | "error";
}

export type LogEvent = {
  [Name in "chat" | "agent" | "session.message"]: { event: Name; payload: GatewayEvents[Name] };
}["chat" | "agent" | "session.message"];

/** What a gateway does for a plan, event by event, and what it would answer at any moment of it. */
export function conversation(plans: readonly RunPlan[]) {
  const log: LogEvent[] = [];
  /** What was stored, and what was in flight, before each event. */
  const moments: { messages: number; inFlight: InFlightRun | undefined }[] = [];
  const messages: Message[] = [];
  let now = 1_000;
  let inFlight: InFlightRun | undefined;

  const emit = (event: LogEvent) => {
    log.push(event);
    moments.push({ messages: messages.length, inFlight: inFlight && structuredClone(inFlight) });
    now += 7;
  };
  const store = (message: Message) => {
    messages.push(message);
    emit({ event: "session.message", payload: { sessionKey: SESSION, agentId: "main", message } });
  };
  const meta = (runId: string) => ({ id: `m${messages.length + 1}`, seq: messages.length + 1, runId });

  for (const plan of plans) {
    const { key, ending } = plan;
    let seq = 0;
    const ref = () => {
      seq += 1;
      if (inFlight) inFlight.seq = seq;
      return { runId: key, sessionKey: SESSION, agentId: "main", seq };
    };
    store({ role: "user", content: `ask ${key}`, timestamp: now, __openclaw: { ...meta(key), idempotencyKey: key } });
    inFlight = { runId: key, startedAt: now, text: "", thinking: "", tools: [], seq: 0 };
    const run = inFlight;
    emit({ event: "chat", payload: { ...ref(), state: "status", phase: "starting_model" } });
    emit({
      event: "agent",
      payload: { ...ref(), ts: now, stream: "lifecycle", data: { phase: "start", startedAt: now } },
    });

    let last: AssistantMessage | undefined;
    plan.steps.forEach((step, at) => {
      const isLast = at === plan.steps.length - 1;
      for (const delta of step.thinking) {
        run.thinking += delta;
        emit({ event: "agent", payload: { ...ref(), ts: now, stream: "thinking", data: { delta } } });
      }
      for (const deltaText of step.text) {
        run.text += deltaText;
        emit({ event: "chat", payload: { ...ref(), state: "delta", deltaText } });
      }
      const toolCallId = `${key}-tool-${at}`;
      const tool = { toolCallId, name: "ls" };
      const calls = step.tool && !isLast;
      if (calls) {
        run.tools = [{ ...tool, args: { at }, startedAt: now }];
        emit({
          event: "agent",
          payload: { ...ref(), ts: now, stream: "tool", data: { ...tool, phase: "start", args: { at } } },
        });
        run.tools = [{ ...tool, args: { at }, startedAt: now, output: "half" }];
        emit({
          event: "agent",
          payload: { ...ref(), ts: now, stream: "tool", data: { ...tool, phase: "update", partialResult: "half" } },
        });
        emit({
          event: "agent",
          payload: {
            ...ref(),
            ts: now,
            stream: "tool",
            data: { ...tool, phase: "result", result: "whole", isError: false, durationMs: 7 },
          },
        });
      }
      const content: MessagePart[] = [
        ...(run.thinking ? [{ type: "thinking" as const, thinking: run.thinking }] : []),
        ...(run.text ? [{ type: "text" as const, text: run.text }] : []),
        ...(calls ? [{ type: "toolCall" as const, id: toolCallId, name: "ls", arguments: { at } }] : []),
      ];
      const stopReason = calls ? "toolUse" : isLast && ending !== "final" ? ending : "stop";
      const message: AssistantMessage = {
        role: "assistant",
        content,
        timestamp: now,
        model: "m",
        stopReason,
        ...(stopReason === "error" && { errorMessage: "it broke" }),
        usage: { input: 1, output: 2, totalTokens: 3 },
        __openclaw: meta(key),
      };
      run.text = "";
      run.thinking = "";
      last = message;
      store(message);
      if (!calls) return;
      const result = {
        toolCallId,
        toolName: "ls",
        isError: false,
        content: "whole",
        timestamp: now,
        __openclaw: meta(key),
      };
      run.tools = [];
      store({ role: "toolResult", ...result });
    });

    const aborted = ending === "aborted";
    const phase = ending === "error" ? "error" : "end";
    emit({
      event: "agent",
      payload: { ...ref(), ts: now, stream: "lifecycle", data: { phase, endedAt: now, aborted } },
    });
    const message = last;
    const end = ref();
    inFlight = undefined;
    if (ending === "error")
      emit({ event: "chat", payload: { ...end, state: "error", errorMessage: "it broke", message } });
    else if (aborted) emit({ event: "chat", payload: { ...end, state: "aborted", message, stopReason: "aborted" } });
    else
      emit({
        event: "chat",
        payload: { ...end, state: "final", message, usage: { input: 1, output: 2, totalTokens: 3 } },
      });
  }

  /** `chat.history` as it is once the first `position` events have happened. */
  function historyAt(position: number, { limit = 200, offset = 0 } = {}): ChatHistoryResult {
    const moment = moments[position - 1];
    const stored = messages.slice(0, moment?.messages ?? 0);
    const page = stored.slice(Math.max(0, stored.length - offset - limit), stored.length - offset);
    return {
      sessionId: "s1",
      sessionKey: SESSION,
      messages: page,
      pendingInputs: { items: [], total: 0 },
      deltaCursor: page.at(-1)?.__openclaw.id ?? "start",
      hasMore: page.length + offset < stored.length,
      totalMessages: stored.length,
      ...(moment?.inFlight && { inFlightRun: moment.inFlight }),
    };
  }

  return { log, historyAt };
}

import { type ErrorCode, RpcError } from "../protocol/errors.ts";
import type { JsonObject } from "../protocol/frames.ts";
import { errorFrame, isObject, textField } from "./frames.ts";

/** What an `agent_chat` is answered with, without `runId` and `agent_id`. The last one is `done` or `error`. */
export type RunFrame =
  | { type: "chunk"; content: string; seq: unknown; replace?: true }
  | { type: "thinking"; content: string }
  | { type: "tool_start"; tool: unknown; toolCallId: unknown; args: unknown }
  | { type: "tool_end" | "tool_error"; tool: unknown; toolCallId: unknown; result: unknown }
  | { type: "heartbeat" }
  | { type: "done"; aborted?: true; usage?: unknown }
  | (ReturnType<typeof errorFrame> & { type: "error" });

/** The frames for one event of the run. `streamed`: whether text has been sent already. */
export function runFrames(event: string, payload: JsonObject, streamed: boolean): RunFrame[] {
  if (event === "chat") return chatFrames(payload, streamed);
  if (event !== "agent" || !isObject(payload.data)) return [];
  return payload.stream === "tool" ? toolFrames(payload.data) : thinkingFrames(payload.stream, payload.data);
}

function chatFrames(payload: JsonObject, streamed: boolean): RunFrame[] {
  switch (payload.state) {
    case "delta":
      if (typeof payload.deltaText !== "string") return [];
      return [
        {
          type: "chunk",
          content: payload.deltaText,
          seq: payload.seq,
          ...(payload.replace === true && { replace: true }),
        },
      ];
    case "final":
      return [
        ...(streamed ? [] : wholeText(payload)),
        { type: "done", ...(payload.usage !== undefined && { usage: payload.usage }) },
      ];
    case "aborted":
      return [{ type: "done", aborted: true }];
    case "error": {
      const message = textField(payload, "errorMessage") ?? "The run failed.";
      return [errorFrame(new RpcError(errorCode(payload.errorKind), message))];
    }
    default:
      return [];
  }
}

/** Answers that were not streamed, those to commands among them, come with the end. */
function wholeText({ message, seq }: JsonObject): RunFrame[] {
  if (!isObject(message)) return [];
  const { content } = message;
  const text = Array.isArray(content)
    ? content.map((part) => (isObject(part) && part.type === "text" ? part.text : "")).join("")
    : content;
  return typeof text === "string" && text !== "" ? [{ type: "chunk", content: text, seq }] : [];
}

function thinkingFrames(stream: unknown, { delta }: JsonObject): RunFrame[] {
  return stream === "thinking" && typeof delta === "string" ? [{ type: "thinking", content: delta }] : [];
}

function toolFrames({ phase, name: tool, toolCallId, args, result, isError }: JsonObject): RunFrame[] {
  if (phase === "start") return [{ type: "tool_start", tool, toolCallId, args }];
  if (phase !== "result") return [];
  return [{ type: isError === true ? "tool_error" : "tool_end", tool, toolCallId, result }];
}

function errorCode(kind: unknown): ErrorCode {
  if (kind === "timeout") return "TIMEOUT";
  return kind === "rate_limit" ? "RATE_LIMITED" : "PROVIDER";
}

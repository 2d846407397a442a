import type { JsonObject } from "../../protocol/frames.ts";
import { isObject, textField } from "../frames.ts";

/** What the room of an agent is told. */
export interface Activity {
  type: "run_started" | "run_ended" | "tool_started" | "tool_ended" | "agent_message" | "user_message";
  data: JsonObject;
}

/** What an event of a gateway says of an agent; undefined when it says nothing of it. */
export function activityOf(agentId: string, event: string, payload: unknown): Activity | undefined {
  if (!isObject(payload) || agentOf(payload) !== agentId) return undefined;
  const about = { agent_id: agentId, session_key: payload.sessionKey };
  const run = { ...about, run_id: payload.runId };
  if (event === "chat") return endOf(payload, run);
  if (event === "session.message") return messageOf(payload, about);
  if (event !== "agent" || !isObject(payload.data)) return undefined;
  const { data } = payload;
  if (payload.stream === "tool") return toolOf(data, run);
  return payload.stream === "lifecycle" && data.phase === "start"
    ? { type: "run_started", data: { ...run, model: data.model } }
    : undefined;
}

function endOf({ state, errorMessage }: JsonObject, run: JsonObject): Activity | undefined {
  if (state === "final") return { type: "run_ended", data: { ...run, outcome: "done" } };
  if (state === "aborted") return { type: "run_ended", data: { ...run, outcome: "aborted" } };
  if (state !== "error") return undefined;
  return { type: "run_ended", data: { ...run, outcome: "failed", error: errorMessage } };
}

/** Results can be large and are read where the transcript is. */
function toolOf({ phase, toolCallId, name, args, isError, durationMs }: JsonObject, run: JsonObject) {
  const tool = { ...run, tool: name, tool_call_id: toolCallId };
  if (phase === "start") return { type: "tool_started", data: { ...tool, args } } as const;
  if (phase !== "result") return undefined;
  return { type: "tool_ended", data: { ...tool, is_error: isError, duration_ms: durationMs } } as const;
}

function messageOf({ message }: JsonObject, about: JsonObject): Activity | undefined {
  if (!isObject(message)) return undefined;
  const content = wordsOf(message.content);
  if (content === "") return undefined;
  if (message.role === "assistant") return { type: "agent_message", data: { ...about, content } };
  return message.role === "user" ? { type: "user_message", data: { ...about, content } } : undefined;
}

function wordsOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content.map((part) => (isObject(part) && part.type === "text" ? String(part.text) : "")).join("");
}

function agentOf(payload: JsonObject): string | undefined {
  return textField(payload, "agentId") ?? /^agent:([^:]+):/.exec(textField(payload, "sessionKey") ?? "")?.[1];
}

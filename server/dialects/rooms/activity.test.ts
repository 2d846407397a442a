import { expect, test } from "vitest";
import { activityOf } from "./activity.ts";

const run = { runId: "r", sessionKey: "agent:ada:main", seq: 1 };
const about = { agent_id: "ada", session_key: "agent:ada:main", run_id: "r" };

test.each([
  ["chat", { ...run, state: "aborted" }, { type: "run_ended", data: { ...about, outcome: "aborted" } }],
  [
    "chat",
    { ...run, state: "error", errorMessage: "down" },
    { type: "run_ended", data: { ...about, outcome: "failed", error: "down" } },
  ],
  ["chat", { ...run, state: "delta", deltaText: "x" }, undefined],
  ["chat", { ...run, agentId: "main", state: "final" }, undefined],
  ["agent", { ...run, stream: "tool", data: { phase: "update" } }, undefined],
  [
    "agent",
    { ...run, stream: "tool", data: { phase: "result", toolCallId: "t", name: "look", isError: true, durationMs: 3 } },
    { type: "tool_ended", data: { ...about, tool: "look", tool_call_id: "t", is_error: true, duration_ms: 3 } },
  ],
  [
    "session.message",
    {
      ...run,
      message: {
        role: "assistant",
        content: [
          { type: "thinking", thinking: "hm" },
          { type: "text", text: "hi" },
        ],
      },
    },
    { type: "agent_message", data: { agent_id: "ada", session_key: "agent:ada:main", content: "hi" } },
  ],
  ["session.message", { ...run, message: { role: "toolResult", content: "42" } }, undefined],
  ["presence", "nothing", undefined],
])("%s (%#)", (event, payload, activity) => {
  expect(activityOf("ada", event, payload)).toEqual(activity);
});

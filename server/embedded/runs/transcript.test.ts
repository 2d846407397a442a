import { expect, test } from "vitest";
import type { AssistantMessage, MessagePart, ToolResultMessage } from "../../protocol/messages.ts";
import { said } from "../testing/turns.ts";
import { toModelMessages } from "./transcript.ts";

const meta = { id: "m", seq: 1 };
const assistant = (content: MessagePart[], fields: Partial<AssistantMessage> = {}): AssistantMessage => ({
  role: "assistant",
  content,
  timestamp: 0,
  __openclaw: meta,
  ...fields,
});
const call = (id: string, name = "look", args: unknown = {}): MessagePart => ({
  type: "toolCall",
  id,
  name,
  arguments: args,
});
const result = (toolCallId: string, text: string, isError = false): ToolResultMessage => ({
  role: "toolResult",
  toolCallId,
  toolName: "look",
  isError,
  content: [{ type: "text", text }],
  timestamp: 0,
  __openclaw: meta,
});

test("words, calls and results keep their order, thinking stays behind", () => {
  const history = [
    said("look"),
    assistant([
      { type: "thinking", thinking: "hm" },
      { type: "text", text: "I look." },
      call("1", "look", { at: "a" }),
    ]),
    result("1", "seen"),
    assistant([{ type: "text", text: "Seen." }]),
  ];
  expect(toModelMessages(history)).toEqual([
    { role: "user", content: "look" },
    {
      role: "assistant",
      content: [
        { type: "text", text: "I look." },
        { type: "tool-call", toolCallId: "1", toolName: "look", input: { at: "a" } },
      ],
    },
    {
      role: "tool",
      content: [{ type: "tool-result", toolCallId: "1", toolName: "look", output: { type: "text", value: "seen" } }],
    },
    { role: "assistant", content: [{ type: "text", text: "Seen." }] },
  ]);
});

test("a call that was interrupted gets a result that says so; a result without its call is dropped", () => {
  const history = [said("a"), assistant([call("1"), call("2")]), result("2", "two"), result("9", "lost"), said("b", 2)];
  const [, , tool, last] = toModelMessages(history);
  expect(tool).toMatchObject({
    role: "tool",
    content: [
      { toolCallId: "1", output: { type: "error-text", value: expect.stringContaining("interrupted") } },
      { toolCallId: "2", output: { type: "text", value: "two" } },
    ],
  });
  expect(last).toEqual({ role: "user", content: "b" });
});

test("a result that was stored later stands right after its call; ids that come again keep their own results", () => {
  const history = [
    said("a"),
    assistant([call("0")]),
    said("meanwhile", 2),
    result("0", "first"),
    assistant([call("0")]),
    result("0", "second", true),
  ];
  expect(toModelMessages(history).map((message) => message.role)).toEqual([
    "user",
    "assistant",
    "tool",
    "user",
    "assistant",
    "tool",
  ]);
  const outputs = toModelMessages(history).flatMap((message) => (message.role === "tool" ? message.content : []));
  expect(outputs).toMatchObject([
    { output: { type: "text", value: "first" } },
    { output: { type: "error-text", value: "second" } },
  ]);
});

test("messages without content are left out, odd names and arguments are made acceptable", () => {
  const history = [
    said("a"),
    assistant([], { stopReason: "error", errorMessage: "boom" }),
    assistant([{ type: "thinking", thinking: "only" }]),
    assistant([call("fc:1|x", "my tool!", "not an object")]),
  ];
  const [, second, third] = toModelMessages(history);
  expect(second).toEqual({
    role: "assistant",
    content: [{ type: "tool-call", toolCallId: "fc_1_x", toolName: "my_tool_", input: { value: "not an object" } }],
  });
  expect(third).toMatchObject({ role: "tool", content: [{ toolCallId: "fc_1_x" }] });
});

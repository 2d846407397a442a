import { expect, test } from "vitest";
import { messagesOf, withAborts } from "./rows.ts";

const row = (id: string, more: object) => ({
  role: "assistant",
  content: [],
  timestamp: 1,
  __openclaw: { id, seq: 1, runId: "r" },
  ...more,
});
const text = (words: string) => [{ type: "text", text: words }];

test("what was said before a stop is an answer that was stopped, and of no model", () => {
  const stopped = {
    content: text("0 1"),
    stopReason: "stop",
    model: "gateway-injected",
    openclawAbort: { aborted: true },
  };
  const [message] = messagesOf([row("a", stopped)]);
  expect(message).toMatchObject({ stopReason: "aborted", content: text("0 1") });
  expect(message).not.toHaveProperty("model");
});

test("why a run failed is an error, and not words of the model", () => {
  const meta = { id: "a", seq: 1, runId: "r", idempotencyKey: "r:terminal-error" };
  const failed = { content: text("⚠️ It failed."), stopReason: "error", __openclaw: meta };
  expect(messagesOf([row("a", failed)])).toMatchObject([{ content: [], errorMessage: "It failed." }]);
  const said = { content: text("half an ans"), stopReason: "error", errorMessage: "cut" };
  expect(messagesOf([row("a", said)])).toMatchObject([{ content: text("half an ans"), errorMessage: "cut" }]);
});

test("a run that was stopped in a tool has ended at its last message, one that went on has not", () => {
  const tool = { stopReason: "toolUse" };
  const messages = messagesOf([row("a", tool), row("b", tool)]);
  const reasons = (wasAborted: boolean) =>
    withAborts(messages, () => wasAborted).map((message) => message.role === "assistant" && message.stopReason);
  expect(reasons(true)).toEqual(["toolUse", "aborted"]);
  expect(reasons(false)).toEqual(["toolUse", "toolUse"]);
});

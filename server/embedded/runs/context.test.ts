import type { ModelMessage } from "ai";
import { expect, test } from "vitest";
import { estimateTokens, trimToWindow } from "./context.ts";

const words = (tokens: number) => "x".repeat(Math.floor(tokens * 3.6));
const user = (tokens: number): ModelMessage => ({ role: "user", content: words(tokens) });
const answer = (tokens: number): ModelMessage => ({ role: "assistant", content: words(tokens) });
const call: ModelMessage = {
  role: "assistant",
  content: [{ type: "tool-call", toolCallId: "1", toolName: "t", input: {} }],
};
const result = (tokens: number): ModelMessage => ({
  role: "tool",
  content: [{ type: "tool-result", toolCallId: "1", toolName: "t", output: { type: "text", value: words(tokens) } }],
});

test("a conversation that fits is left as it is", () => {
  const all = [user(10), answer(10), user(10)];
  expect(trimToWindow(all, { window: 1000, fixedTokens: 100 })).toEqual(all);
});

test("whole turns go, oldest first, so that it begins with a person", () => {
  const all = [user(300), call, result(300), answer(10), user(300), answer(10), user(10)];
  expect(trimToWindow(all, { window: 1000, fixedTokens: 0 })).toEqual(all.slice(4));
});

test("within the last turn the oldest steps go, call and result together, but never what was asked or the newest step", () => {
  const all = [user(20), call, result(400), call, result(400), call, result(400)];
  expect(trimToWindow(all, { window: 1000, fixedTokens: 0 })).toEqual([all[0], ...all.slice(5)]);
  expect(trimToWindow(all, { window: 100, fixedTokens: 0 })).toEqual([all[0], ...all.slice(5)]);
});

test("instructions, tools and room for the answer are counted", () => {
  const all = [user(300), answer(10), user(300)];
  expect(trimToWindow(all, { window: 1000, fixedTokens: 0 })).toHaveLength(3);
  expect(trimToWindow(all, { window: 1000, fixedTokens: 400 })).toHaveLength(1);
});

test("an image counts as an image, not as its base64", () => {
  const image: ModelMessage = {
    role: "user",
    content: [{ type: "file", data: "A".repeat(1_000_000), mediaType: "image/png" }],
  };
  expect(trimToWindow([image, answer(10), user(10)], { window: 8000, fixedTokens: 0 })).toHaveLength(3);
  expect(estimateTokens("")).toBe(0);
});

test("however little room there is, no result stands without its call", () => {
  const all = [user(20), call, result(40), call, result(40), call, result(40), call, result(40)];
  for (let window = 20; window < 400; window++) {
    const kept = trimToWindow(all, { window, fixedTokens: 0 });
    expect(kept[0]).toBe(all[0]);
    expect(kept.slice(1).map((message) => message.role)).toEqual(
      Array.from({ length: kept.length - 1 }, (_none, index) => (index % 2 === 0 ? "assistant" : "tool")),
    );
  }
});

import { expect, test } from "vitest";
import { costOf } from "./prices.ts";

const usage = { input: 1_000_000, output: 100_000, cacheRead: 1_000_000, totalTokens: 2_100_000 };

test.each([
  ["anthropic/claude-sonnet-4-5-20250929", 3 + 1.5 + 0.3],
  ["openai/anthropic/claude-opus-4.5", 5 + 2.5 + 0.5],
  ["anthropic/claude-opus-4-9", undefined],
  ["openai/gpt-5.9", undefined],
  ["openai/constructor", undefined],
  ["anthropic/claude-opus-4-5", 5 + 2.5 + 0.5],
  ["openai/gpt-5-mini-2025-08-07", 0.25 + 0.2 + 0.025],
  ["openai/gpt-5", 1.25 + 1 + 0.125],
  ["builtin/operator", 0],
  ["openai/llama-3", undefined],
])("%s costs %s", (model, dollars) => {
  const cost = costOf(model, usage);
  if (dollars === undefined) expect(cost).toBeUndefined();
  else expect(cost).toBeCloseTo(dollars, 6);
});

test("what the provider reports wins", () => {
  expect(costOf("anthropic/claude-opus-4-5", { ...usage, cost: { total: 7 } })).toBe(7);
});

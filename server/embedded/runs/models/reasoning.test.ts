import { expect, test } from "vitest";
import { knownReasoning, listedReasoning } from "./reasoning.ts";

test.each([
  ["claude-sonnet-5-5", true],
  ["claude-3-5-haiku-latest", false],
  ["claude-3-7-sonnet", true],
  ["gpt-4o-mini", false],
  ["gpt-5.2", true],
  ["openai/gpt-oss-120b", true],
  ["o3", true],
  ["deepseek/DeepSeek-R1", true],
  ["llama-4", undefined],
])("whether %s thinks is known by its name: %s", (name, expected) => {
  expect(knownReasoning(name)).toBe(expected);
});

test("a list that tells it is believed, and says nothing where it is silent", () => {
  expect(listedReasoning({ supported_parameters: ["tools", "reasoning"] })).toBe(true);
  expect(listedReasoning({ supported_parameters: ["tools"] })).toBe(false);
  expect(listedReasoning({ capabilities: { thinking: { supported: true } } })).toBe(true);
  expect(listedReasoning({ capabilities: ["completion"] })).toBeUndefined();
  expect(listedReasoning({ capabilities: null })).toBeUndefined();
});

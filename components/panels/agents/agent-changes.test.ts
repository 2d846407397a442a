import { expect, test } from "vitest";
import { changesOf } from "./agent-changes.ts";

const agent = {
  id: "ops",
  name: "Ops",
  identity: { emoji: "🛠" },
  workspace: "/w",
  model: { primary: "openai/gpt-5" },
};

test("only what was changed is sent", () => {
  expect(changesOf(agent, { name: " Ops ", emoji: "🛠", model: "openai/gpt-5" })).toBeUndefined();
  expect(changesOf(agent, { name: "Operations", emoji: "🛠", model: "openai/gpt-5" })).toEqual({ name: "Operations" });
});

test("an emoji can be taken away, a model given back to the default", () => {
  expect(changesOf(agent, { name: "Ops", emoji: "", model: null })).toEqual({ emoji: "", model: null });
});

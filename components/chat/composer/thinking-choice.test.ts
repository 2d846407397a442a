import { expect, test } from "vitest";
import type { ModelChoice } from "@/server/protocol/system.ts";
import { COMMON_LEVELS } from "@/server/protocol/thinking.ts";
import { modelNamed, thinkingChoice } from "./thinking-choice.ts";

const LEVELS = [
  { id: "off", label: "Off" },
  { id: "adaptive", label: "As needed" },
];

test("a model's own levels are offered by their labels, with the one that it takes by itself", () => {
  const choice = thinkingChoice(model({ thinkingLevels: LEVELS, thinkingDefault: "adaptive" }), "off");
  expect(choice).toEqual({ levels: LEVELS, own: LEVELS[1], current: { ...LEVELS[0], isUnknown: false } });
});

test("a level that the model does not know is told as such; one that tells nothing has the common levels", () => {
  expect(thinkingChoice(model({ thinkingLevels: LEVELS }), "max")).toEqual({
    levels: LEVELS,
    own: undefined,
    current: { id: "max", label: "max", isUnknown: true },
  });
  expect(thinkingChoice(undefined, undefined)).toEqual({ levels: COMMON_LEVELS, own: undefined, current: undefined });
});

test("a session's model is found with its provider and without, by its whole name first", () => {
  const models = [model({ id: "a/b/owl" }), model({ id: "b/owl" }), model({ id: "owl" })];
  expect(modelNamed(models, "b/owl")?.id).toBe("b/owl");
  expect(modelNamed(models, "owl")?.id).toBe("owl");
  expect(modelNamed(models, "b/owl2")).toBeUndefined();
});

function model(fields: Partial<ModelChoice>): ModelChoice {
  return { id: "p/m", name: "M", provider: "p", ...fields };
}

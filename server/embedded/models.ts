import { RpcError } from "../protocol/errors.ts";
import { ModelsListParams } from "../protocol/schema/system.ts";
import { levelsOf, THINKING_LEVELS } from "../protocol/thinking.ts";
import { type MethodTable, method } from "./registry.ts";
import type { AgentRunner } from "./runs/contract.ts";

export function modelMethods(runner: AgentRunner) {
  return {
    "models.list": method(ModelsListParams, async ({ refresh }) => {
      const { models, ...rest } = await runner.models({ refresh });
      return {
        ...rest,
        models: models.map((model) => ({
          ...model,
          thinkingLevels: model.thinkingLevels ?? levelsOf(model.reasoning),
        })),
      };
    }),
  } satisfies MethodTable;
}

/** The level that a person named. @throws RpcError INVALID_REQUEST naming what there is */
export function chosenLevel(wanted: string): string {
  const level = wanted.toLowerCase();
  if (THINKING_LEVELS.some((each) => each === level)) return level;
  throw new RpcError("INVALID_REQUEST", `There is no level "${wanted}": use one of ${THINKING_LEVELS.join(", ")}.`, {
    details: { field: "thinkingLevel" },
  });
}

/**
 * The full id of a model that a person named: `provider/model`, or a listed model's name alone.
 * A provider may serve more than it lists, so that any name of a known provider passes.
 * @throws RpcError INVALID_REQUEST naming what there is
 */
export async function chosenModel(runner: AgentRunner, wanted: string): Promise<string> {
  const { models, providerOutcomes = [] } = await runner.models();
  const exact = models.find(({ id }) => id === wanted) ?? models.find(({ id }) => id.endsWith(`/${wanted}`));
  if (exact) return exact.id;
  const providers = new Set([...models, ...providerOutcomes].map(({ provider }) => provider));
  if (providers.has(wanted.split("/")[0] ?? "") && wanted.includes("/")) return wanted;
  const some = models.slice(0, 8).map(({ id }) => id);
  throw new RpcError("INVALID_REQUEST", `There is no model "${wanted}". Choose one, such as ${some.join(", ")}.`, {
    details: { field: "model" },
  });
}

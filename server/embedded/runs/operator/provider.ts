import { RunFailure } from "../failure.ts";
import type { ModelProvider } from "../models/provider.ts";
import { knownWindow } from "../models/windows.ts";
import { createOperatorModel } from "./model.ts";
import { BRISK, type Pace } from "./pace.ts";

const NAME = "operator";

/** The model for those who have configured none. */
export const OPERATOR_MODEL_ID = `builtin/${NAME}`;

/** The provider that is always there. */
export function operatorProvider(options: { pace?: Pace; clock: () => number }): ModelProvider {
  return {
    id: "builtin",
    label: "The built-in operator",
    secrets: [],
    defaultModel: NAME,
    model(name) {
      if (name === NAME) return createOperatorModel({ pace: options.pace ?? BRISK, clock: options.clock });
      throw new RunFailure(
        `There is no model "builtin/${name}": the only one that is built in is ${OPERATOR_MODEL_ID}.`,
      );
    },
    async list() {
      return {
        status: "ready",
        models: [
          {
            id: OPERATOR_MODEL_ID,
            name: "Operator (built in, no LLM)",
            provider: "builtin",
            available: true,
            contextWindow: knownWindow(NAME),
            reasoning: true,
            // It shows what it thinks, and thinks no more and no less for being told.
            thinkingLevels: [],
            supportsTools: true,
            input: ["text"],
          },
        ],
      };
    },
  };
}

import { dynamicTool, jsonSchema, type Tool } from "ai";
import type { Static, TObject } from "typebox";
import { Compile } from "typebox/compile";
import type { ToolHost } from "../contract.ts";
import { untilAborted } from "../until-aborted.ts";
import { bounded } from "./bound.ts";

/** What a tool is given beside its arguments. */
export interface ToolContext {
  host: ToolHost;
  /** The agent's folder, absolute: files outside of it are out of reach. */
  workspace: string;
  sessionKey: string;
  agentId: string;
  runId: string;
  toolCallId: string;
  signal: AbortSignal;
}

/** What all calls of one run have in common. */
export type RunToolContext = Omit<ToolContext, "signal" | "toolCallId">;

/** A tool as the table holds it. */
export interface AgentTool {
  readonly name: string;
  /** For people. */
  readonly label: string;
  /** For the model: what it does and when to use it. */
  readonly description: string;
  readonly parameters: TObject;
  /** The tool as the SDK runs it. */
  bind(context: RunToolContext): Tool<unknown, unknown>;
}

interface Definition<Schema extends TObject> extends Omit<AgentTool, "bind"> {
  readonly parameters: Schema;
  /** The result; or an iterable whose strings are progress and whose last value is the result. */
  run(args: Static<Schema>, context: ToolContext): Promise<unknown> | AsyncIterable<unknown>;
}

/**
 * Makes a tool whose arguments are validated before it runs and whose result is bounded.
 * What it throws is told to the model in the words of the error.
 */
export function defineTool<Schema extends TObject>(definition: Definition<Schema>): AgentTool {
  const { run, ...shown } = definition;
  const validator = Compile(definition.parameters);
  const inputSchema = jsonSchema<unknown>(asJsonSchema(definition.parameters), {
    validate(value) {
      if (validator.Check(value)) return { success: true, value };
      const [first] = validator.Errors(value);
      const place = first?.instancePath ? `${first.instancePath.slice(1)} ` : "";
      return { success: false, error: new Error(`The arguments do not fit: ${place}${first?.message ?? "invalid"}.`) };
    },
  });
  return {
    ...shown,
    bind: (context) =>
      dynamicTool({
        description: definition.description,
        inputSchema,
        execute(args, { abortSignal = new AbortController().signal, toolCallId }) {
          const outcome = run(asArgs<Schema>(args), { ...context, toolCallId, signal: abortSignal });
          if (Symbol.asyncIterator in outcome) return boundedEach(outcome);
          // The SDK only says that time is up: without this a gateway that never answers would hold the run for ever.
          return untilAborted(outcome, abortSignal, () => new Error("The tool did not answer in time.")).then(bounded);
        },
      }),
  };
}

async function* boundedEach(values: AsyncIterable<unknown>): AsyncGenerator<unknown> {
  for await (const value of values) yield bounded(value);
}

/** The SDK has run `validate` on them. */
function asArgs<Schema extends TObject>(args: unknown): Static<Schema> {
  return args as Static<Schema>;
}

/** A TypeBox schema is a JSON schema; the two libraries only name the type differently. */
function asJsonSchema(schema: TObject): Parameters<typeof jsonSchema>[0] {
  return schema as Parameters<typeof jsonSchema>[0];
}

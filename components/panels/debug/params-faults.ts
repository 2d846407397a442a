import type { Tree } from "@lezer/common";
import { Errors } from "typebox/schema";
import type { JsonSchema } from "@/server/protocol/method-descriptions.ts";
import { brokenPlace, nameOf, type Place, parsedJson, pathOf, placeOf } from "./json-places.ts";
import { choicesOf, schemaAt } from "./json-schema.ts";

export interface ParamsFault extends Place {
  message: string;
}

/** What is wrong with params, as text, and where. Nothing is wrong with an empty text: it stands for no params. */
export function paramsFaults(text: string, schema: JsonSchema | undefined): ParamsFault[] {
  if (text.trim() === "") return [];
  const tree = parsedJson(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return [{ ...brokenPlace(tree, text.length), message: `This is no JSON: ${wordsOf(error)}` }];
  }
  if (!schema) return [];
  const [, errors] = Errors(schema, value);
  // A property that must not be there is told twice, and what is wrong in each variant says less than that none fits.
  const unmet = errors.filter(({ schemaPath, keyword }) => keyword !== "boolean" && !/\/anyOf\/\d+/.test(schemaPath));
  return unmet.flatMap(({ instancePath, message, ...error }): ParamsFault[] => {
    if (error.keyword === "additionalProperties") {
      return error.params.additionalProperties.map((name) => ({
        ...nameOf(tree, text, instancePath, name),
        message: `There is no “${name}” here.`,
      }));
    }
    if (error.keyword === "required") {
      const names = error.params.requiredProperties.map((name) => `“${name}”`).join(", ");
      return [{ ...placeOf(tree, text, instancePath), message: `${names} is missing.` }];
    }
    const place = placeOf(tree, text, instancePath);
    const what = instancePath ? `“${instancePath.slice(1).replaceAll("/", ".")}”` : "This";
    if (error.keyword === "minLength" && error.params.limit === 1) {
      return [{ ...place, message: `${what} must not be empty.` }];
    }
    if (error.keyword !== "enum" && error.keyword !== "anyOf") return [{ ...place, message: `${what} ${message}.` }];
    const choices = choicesAt(schema, tree, text, place).map((choice) => JSON.stringify(choice));
    const told =
      choices.length > 0
        ? `${what} must be one of ${choices.join(", ")}.`
        : `${what} has none of the forms that it may have.`;
    return [{ ...place, message: told }];
  });
}

function choicesAt(schema: JsonSchema, tree: Tree, text: string, { from }: Place): unknown[] {
  const at = schemaAt(schema, pathOf(tree.resolveInner(from, 1), text));
  return at ? choicesOf(at) : [];
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

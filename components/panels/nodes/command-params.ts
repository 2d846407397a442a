/** What was typed as a command's params: an object, nothing, or what is wrong with it. */
export type CommandParams = { params: object | undefined; error?: undefined } | { error: string };

/** @param text JSON of an object; empty stands for no params */
export function commandParams(text: string): CommandParams {
  if (text.trim() === "") return { params: undefined };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { error: `This is no JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { params: value };
  return { error: 'Params are an object: write them between braces, such as {"name": "value"}.' };
}

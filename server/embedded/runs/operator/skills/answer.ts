import type { Call, Outcome, Way } from "../skill.ts";

/** The result of a tool, its fields unchecked. */
export type Result = { [key: string]: unknown };

/** A way of one call: `render` makes the answer of its result. */
export function* oneCall(call: Call, render: (result: Result) => string): Way {
  const [outcome] = yield [call];
  return answered(outcome, render);
}

/** The answer of a result, or the reason why there is none. */
export function answered(outcome: Outcome | undefined, render: (result: Result) => string): string {
  if (!outcome) return "The tool gave no result.";
  if (!outcome.ok) return `That didn't work: ${outcome.reason}`;
  if (typeof outcome.value === "object" && outcome.value !== null) return render({ ...outcome.value });
  // A result that was cut to size comes as text.
  return String(outcome.value);
}

/** The objects of a list. */
export function rows(value: unknown): Result[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "object" && item !== null) : [];
}

/** A nested object, empty when it is none. */
export function fields(value: unknown): Result {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

export function text(value: unknown): string {
  return value === undefined || value === null ? "" : String(value);
}

export function number(value: unknown): number {
  return typeof value === "number" ? value : 0;
}

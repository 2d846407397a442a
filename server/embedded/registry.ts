import type { Static, TSchema } from "typebox";
import { Compile, type Validator } from "typebox/compile";
import type { CallContext } from "../gateways/gateway.ts";
import { RpcError } from "../protocol/errors.ts";
import type { Method, ParamsOf, ResultOf } from "../protocol/methods.ts";
import { noSession } from "./session-book.ts";

/** A method of the gateway: what its params must look like, and what answers it. */
export interface MethodEntry<M extends Method> {
  schema: TSchema;
  handle(params: ParamsOf<M>, context: CallContext): ResultOf<M> | Promise<ResultOf<M>>;
  /**
   * What it answers about a session that the caller may not see: as about one that does not exist. Left out, it refuses
   * with NOT_FOUND; `"handled"` when `handle` itself leaves out what is not for the caller.
   */
  unseen?: "handled" | ((params: ParamsOf<M>) => ResultOf<M>);
}

/** What one noun's file adds to the gateway. */
export type MethodTable = { [M in Method]?: MethodEntry<M> };

/** Pairs a handler with the schema that its params have passed. */
export function method<Schema extends TSchema, Result>(
  schema: Schema,
  handle: (params: Static<Schema>, context: CallContext) => Result,
  unseen?: "handled" | ((params: Static<Schema>) => Awaited<NoInfer<Result>>),
): { schema: Schema; handle: typeof handle; unseen?: typeof unseen } {
  return { schema, handle, unseen };
}

/** Whether a caller may see a session. */
export type MaySee = (context: CallContext, sessionKey: string) => boolean;

export interface Registry {
  readonly methods: ReadonlySet<string>;
  /** Of a method's params. */
  paramsSchema(method: string): TSchema | undefined;
  /** @throws RpcError UNKNOWN_METHOD, INVALID_REQUEST naming the field, or what the handler throws */
  call(method: string, params: unknown, context: CallContext): Promise<unknown>;
}

/**
 * Joins the nouns' tables. A method that two of them answer is a fault of the program. Sessions that a call names are
 * looked at here, for all methods: nobody does or reads anything in one that they may not see.
 */
export function createRegistry(tables: readonly MethodTable[], maySee: MaySee): Registry {
  const entries = new Map<string, AnyEntry>();
  for (const table of tables) {
    for (const [name, entry] of Object.entries(table)) {
      if (entries.has(name)) throw new Error(`${name} has two handlers`);
      entries.set(name, anyEntry(entry));
    }
  }
  return {
    methods: new Set(entries.keys()),
    paramsSchema: (name) => entries.get(name)?.schema,
    async call(name, params, context) {
      const entry = entries.get(name);
      if (!entry) throw new RpcError("UNKNOWN_METHOD", `The embedded gateway has no method "${name}".`);
      const checked = requireParams(name, entry.schema, params);
      const hidden =
        entry.unseen === "handled" ? undefined : hiddenIn(fieldsOf(checked), (key) => maySee(context, key));
      if (hidden === undefined) return entry.handle(checked, context);
      if (typeof entry.unseen === "function") return entry.unseen(checked);
      throw noSession(hidden.trim().toLowerCase());
    },
  };
}

/** The params as the schema describes them; none are `{}`. @throws RpcError INVALID_REQUEST that names the field */
export function requireParams<Schema extends TSchema>(name: string, schema: Schema, params: unknown): Static<Schema> {
  const given = params ?? {};
  const validator = validatorOf(schema);
  if (!validator.Check(given)) throw invalid(name, validator, given);
  return given as Static<Schema>;
}

interface AnyEntry {
  schema: TSchema;
  handle(params: unknown, context: CallContext): unknown;
  unseen?: "handled" | ((params: unknown) => unknown);
}

/** The params by which methods name sessions. */
const SESSION_FIELDS = ["key", "keys", "sessionKey", "sessionKeys", "parentSessionKey"] as const;

/** The first session among those that params name which is not to be seen. */
function hiddenIn(params: { [field: string]: unknown }, maySee: (key: string) => boolean): string | undefined {
  for (const field of SESSION_FIELDS) {
    const named = params[field];
    if (named === undefined) continue;
    const hidden = [named].flat().find((key) => typeof key === "string" && !maySee(key));
    if (typeof hidden === "string") return hidden;
  }
  return undefined;
}

/** Compiled once a process, however many gateways there are. */
const validators = new WeakMap<TSchema, Validator>();

function validatorOf(schema: TSchema): Validator {
  let validator = validators.get(schema);
  if (!validator) {
    validator = Compile(schema);
    validators.set(schema, validator);
  }
  return validator;
}

/** Every method's schema is that of an object. */
function fieldsOf(params: unknown): { [field: string]: unknown } {
  return params as { [field: string]: unknown };
}

/** `call` hands an entry nothing but params that its own schema has passed. */
function anyEntry(entry: unknown): AnyEntry {
  return entry as AnyEntry;
}

function invalid(name: string, validator: Validator, params: unknown): RpcError {
  const { field, problem } = firstProblem(validator, params);
  const where = field ? `"${field}" ${problem}` : `the params ${problem}`;
  return new RpcError("INVALID_REQUEST", `Invalid params for ${name}: ${where}.`, {
    details: field ? { field } : undefined,
  });
}

function firstProblem(validator: Validator, params: unknown): { field: string; problem: string } {
  const errors = validator.Errors(params);
  // A union's own error says more than those of its branches; an unknown field is best named by its owner.
  const error = errors.find(({ keyword }) => keyword === "anyOf" || keyword === "additionalProperties") ?? errors[0];
  if (!error) return { field: "", problem: "are not as they should be" };
  const at = error.instancePath.split("/").slice(1);
  if (error.keyword === "required") {
    return { field: [...at, error.params.requiredProperties[0]].join("."), problem: "is missing" };
  }
  if (error.keyword === "additionalProperties") {
    return { field: [...at, error.params.additionalProperties[0]].join("."), problem: "is not a known field" };
  }
  if (error.keyword === "anyOf") return { field: at.join("."), problem: "has none of the allowed values" };
  return { field: at.join("."), problem: error.message };
}

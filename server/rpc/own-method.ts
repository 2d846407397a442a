import type { Static, TSchema } from "typebox";
import { Compile, type Validator } from "typebox/compile";
import { RpcError } from "../protocol/errors.ts";
import type { PrincipalInfo } from "../protocol/frames.ts";

/** One call. */
export interface Call {
  principal: PrincipalInfo;
  /** Left out for calls that come by HTTP. */
  connectionId?: string;
  /** Of the caller's end of the connection; left out for what the server does for somebody. */
  address?: string;
  /** The gateway to ask; the caller's default one when left out. */
  gateway?: string;
  method: string;
  params: unknown;
  /** Aborted when the caller is gone. */
  signal?: AbortSignal;
}

/** A method that Mission Control answers itself, whatever gateways there are. */
export interface OwnMethod {
  readonly name: string;
  /** Of its params. */
  readonly schema: TSchema;
  /** @throws RpcError INVALID_REQUEST when the params do not fit, or what the handler throws */
  answer(call: Call): unknown;
}

/** A method of our own whose params are checked before `handle` sees them. Missing params count as `{}`. */
export function ownMethod<Schema extends TSchema>(
  name: string,
  schema: Schema,
  handle: (params: Static<Schema>, call: Call) => unknown,
): OwnMethod {
  // Compiled with the first call: most processes never hear of most methods.
  let compiled: Validator | undefined;
  return {
    name,
    schema,
    answer(call) {
      compiled ??= Compile(schema);
      const validator = compiled;
      const params = call.params ?? {};
      if (!validator.Check(params)) {
        const [first] = validator.Errors(params);
        const where = ["params", ...(first?.instancePath.split("/").slice(1) ?? [])].join(".");
        const why = first?.keyword === "boolean" ? "is no param of this method" : (first?.message ?? "does not fit");
        throw new RpcError("INVALID_REQUEST", `${name}: ${where} ${why}.`);
      }
      return handle(checked<Schema>(params), call);
    },
  };
}

/** The schema's validator has accepted this value. */
function checked<Schema extends TSchema>(params: unknown): Static<Schema> {
  return params as Static<Schema>;
}

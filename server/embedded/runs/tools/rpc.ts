import type { Method, ParamsOf, ResultOf } from "../../../protocol/methods.ts";
import type { ToolHost } from "../contract.ts";

/**
 * Calls a method of the gateway by its types.
 * @throws RpcError
 */
export async function callHost<M extends Method>(host: ToolHost, method: M, params: ParamsOf<M>): Promise<ResultOf<M>> {
  return asResult(await host.call(method, params));
}

/** The gateway answers its own methods in the shapes of the method table. */
function asResult<M extends Method>(result: unknown): ResultOf<M> {
  return result as ResultOf<M>;
}

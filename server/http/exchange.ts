import type { IncomingMessage, ServerResponse } from "node:http";
import type { Authority } from "../auth/authority.ts";
import { addressOf } from "../auth/client-address.ts";
import { RpcError } from "../protocol/errors.ts";
import type { PrincipalInfo } from "../protocol/frames.ts";
import type { Dispatch } from "../rpc/dispatch.ts";
import type { ShapeFault } from "../rpc/faults.ts";
import { sendError } from "./errors.ts";
import { type Route, sendJson } from "./front.ts";
import type { PathParams } from "./paths.ts";

/** A recognised request and its answer. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly params: PathParams;
  readonly query: URLSearchParams;
  readonly principal: PrincipalInfo;
  /** Aborted when the client leaves before it has its answer. */
  readonly signal: AbortSignal;
  /**
   * Calls a method with the scopes of whoever asks, on the default gateway unless another is named.
   * @throws RpcError
   */
  call(method: string, params?: unknown, gateway?: string): Promise<unknown>;
}

export interface ExchangeRoute {
  method: "GET" | "POST";
  path: string;
  /** Resolves the body to answer with as JSON; undefined when it has answered itself. */
  answer(exchange: Exchange): unknown;
  /** The body of an error. Default: `{error:{code, message, …}}`. */
  shape?: (error: RpcError) => object;
}

/** Makes the routes that answer recognised callers out of the same dispatch as the sockets. */
export function exchangeRoutes(
  options: {
    authority: Pick<Authority, "fromRequest">;
    dispatch: Dispatch;
    shapeFault: ShapeFault;
    /** Calls with each principal that is sent away; returns what ends that. */
    onSentAway: (hear: (principalId: string) => void) => () => void;
  },
  routes: readonly ExchangeRoute[],
): Route[] {
  const { authority, dispatch, shapeFault, onSentAway } = options;

  async function open(request: IncomingMessage, response: ServerResponse, params: PathParams): Promise<Exchange> {
    const signal = goneSignal(response);
    const recognised = await authority.fromRequest(request);
    // Of an answer that was closed meanwhile nothing more is heard: who waited for that would wait for ever.
    if (signal.aborted) throw new RpcError("ABORTED", "Whoever asked has gone.");
    if (recognised.kind !== "ok") {
      throw new RpcError("UNAUTHENTICATED", "Send the token as Authorization: Bearer <token>.");
    }
    const { principal } = recognised;
    // An answer that is on its way, or a stream, ends with what let its asker in; their run is stopped by that.
    const stay = onSentAway((principalId) => {
      if (principalId === principal.id && !response.writableEnded) response.destroy();
    });
    response.once("close", stay);
    const address = addressOf(request);
    const { searchParams: query } = new URL(request.url ?? "/", "http://local");
    const call: Exchange["call"] = (method, callParams, gateway) =>
      dispatch.call({ principal, address, method, params: callParams, gateway, signal });
    return { request, response, params, query, principal, signal, call };
  }

  return routes.map(({ method, path, answer, shape }) => ({
    method,
    path,
    async handle(request, response, params) {
      try {
        const body = await answer(await open(request, response, params));
        if (body !== undefined) sendJson(response, 200, body);
      } catch (error) {
        const shaped = shapeFault(error, `${method} ${path}`);
        if (response.headersSent) response.destroy();
        else sendError(response, shaped, shape);
      }
    },
  }));
}

/** A whole number of the query; undefined when it is not there. @throws RpcError INVALID_REQUEST */
export function numberOf(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new RpcError("INVALID_REQUEST", `"${name}" must be a whole number.`, { details: { field: name } });
}

function goneSignal(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once("close", () => {
    if (!response.writableFinished) gone.abort();
  });
  return gone.signal;
}

import type { IncomingMessage, ServerResponse } from "node:http";
import { RpcError } from "../protocol/errors.ts";
import { sendError } from "./errors.ts";
import type { Route } from "./front.ts";

const ASKED_HEADERS = "access-control-request-headers";
const PREFLIGHT_SECONDS = 600;

/** Whether a request comes from a page of ours, or from no page: browsers say where it was made, programs do not. */
export function isOwnPage(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host !== "" && new URL(origin).host === host?.toLowerCase();
}

/**
 * The same routes for pages of the allowed origins too; pages of any other are refused. Nobody's cookie goes along: a
 * page of another origin brings a token.
 */
export function shareWithOrigins(routes: readonly Route[], allowed: readonly string[]): Route[] {
  const guarded = routes.map(
    (route): Route => ({
      ...route,
      handle(request, response, params) {
        if (!admit(request, response, allowed)) return sendError(response, foreign(request));
        return route.handle(request, response, params);
      },
    }),
  );
  const preflights = [...new Set(routes.map(({ path }) => path))].map(
    (path): Route => ({
      method: "OPTIONS",
      path,
      handle(request, response) {
        if (!admit(request, response, allowed)) return sendError(response, foreign(request));
        const methods = routes.filter((route) => route.path === path).map(({ method }) => method);
        response.setHeader("access-control-allow-methods", methods.join(", "));
        response.setHeader("access-control-allow-headers", String(request.headers[ASKED_HEADERS] ?? "authorization"));
        response.setHeader("access-control-max-age", PREFLIGHT_SECONDS);
        response.writeHead(204).end();
      },
    }),
  );
  return [...guarded, ...preflights];
}

/** Says in the headers who may read the answer; false when the page may not ask at all. */
function admit(request: IncomingMessage, response: ServerResponse, allowed: readonly string[]): boolean {
  const { origin } = request.headers;
  if (allowed.length > 0) response.setHeader("vary", "origin");
  if (origin === undefined || !allowed.includes(origin)) return isOwnPage(request);
  response.setHeader("access-control-allow-origin", origin);
  response.setHeader("access-control-expose-headers", "deprecation, link, retry-after");
  return true;
}

function foreign(request: IncomingMessage): RpcError {
  return new RpcError(
    "FORBIDDEN",
    `Pages of ${request.headers.origin} may not ask here: add that origin to auth.allowedOrigins.`,
  );
}

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Authority } from "../auth/authority.ts";
import { pathOf } from "./front.ts";

/** What every page and asset is sent with. Pages hold no data; data comes over our own WebSocket only. */
const HEADERS = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=()",
};

/** Next writes its data inline; development also evaluates. No image, font or script of another site is loaded. */
function contentSecurityPolicy(dev: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'unsafe-inline'${dev ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Hands requests to the pages; a person who is not signed in is led to the sign-in page first, and back after it. */
export function site(options: {
  authority: Authority;
  pages: { handle(request: IncomingMessage, response: ServerResponse): void };
  dev: boolean;
}): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const { authority, pages, dev } = options;
  const headers = { ...HEADERS, "content-security-policy": contentSecurityPolicy(dev) };
  return async (request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (isPage(request) && (await authority.fromRequest(request)).kind !== "ok") {
      const next = request.url === "/" ? "" : `?${new URLSearchParams({ next: request.url ?? "/" })}`;
      response.writeHead(303, { location: `/sign-in${next}`, "cache-control": "no-store" }).end();
      return;
    }
    pages.handle(request, response);
  };
}

function isPage(request: IncomingMessage): boolean {
  const path = pathOf(request);
  if (path === "/sign-in" || path.startsWith("/_next/")) return false;
  return request.headers.accept?.includes("text/html") === true;
}

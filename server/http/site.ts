import type { IncomingMessage, ServerResponse } from "node:http";
import type { Authority } from "../auth/authority.ts";
import { mayRenew } from "../auth/clerk-browser.ts";
import { clerkHost } from "../protocol/clerk-host.ts";
import { IDENTITY_HEADER, type IdentityInfo } from "../protocol/frames.ts";
import { pathOf } from "./front.ts";

/** What every page and asset is sent with. Pages hold no data; data comes over our own WebSocket only. */
const HEADERS = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=()",
};

/** Where Clerk's check for robots comes from. */
const CHALLENGES = "https://challenges.cloudflare.com";

/** Next writes its data inline; development also evaluates. Nothing of another site is loaded but Clerk's, where people sign in there. */
function contentSecurityPolicy(dev: boolean, clerk: string | undefined): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'unsafe-inline'${dev ? " 'unsafe-eval'" : ""}${clerk ? ` ${clerk} ${CHALLENGES}` : ""}`,
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data: blob:${clerk ? " https://img.clerk.com" : ""}`,
    ...(clerk ? [`connect-src 'self' ${clerk}`, "worker-src 'self' blob:", `frame-src ${CHALLENGES}`] : []),
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
  /** How people sign in, where that is elsewhere. */
  identity?: IdentityInfo;
}): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const { authority, pages, dev, identity } = options;
  const clerk = identity && `https://${clerkHost(identity)}`;
  const headers = { ...HEADERS, "content-security-policy": contentSecurityPolicy(dev, clerk) };
  return async (request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    // Pages hold no data, and Clerk's tokens live for a minute: who has signed in brings a new one over the socket.
    const mayCome = identity !== undefined && mayRenew(request.headers.cookie);
    if (isPage(request) && !mayCome && (await authority.fromRequest(request)).kind !== "ok") {
      const next = request.url === "/" ? "" : `?${new URLSearchParams({ next: request.url ?? "/" })}`;
      response.writeHead(303, { location: `/sign-in${next}`, "cache-control": "no-store" }).end();
      return;
    }
    // Only we say how people sign in.
    delete request.headers[IDENTITY_HEADER];
    if (identity) request.headers[IDENTITY_HEADER] = identity.publishableKey;
    pages.handle(request, response);
  };
}

function isPage(request: IncomingMessage): boolean {
  const path = pathOf(request);
  if (path === "/sign-in" || path.startsWith("/sign-in/") || path.startsWith("/_next/")) return false;
  return request.headers.accept?.includes("text/html") === true;
}

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Deed } from "../auth/audit-trail.ts";
import type { Authority } from "../auth/authority.ts";
import { ADMIN } from "../auth/authority.ts";
import type { BrowserSessions } from "../auth/browser-sessions.ts";
import { addressOf } from "../auth/client-address.ts";
import type { SignInCodes } from "../auth/sign-in-codes.ts";
import { allows, type PrincipalInfo } from "../protocol/frames.ts";
import { readText } from "./body.ts";
import { type Route, sendJson, sendText } from "./front.ts";
import { isOwnPage } from "./origins.ts";
import { signOutRoute } from "./sign-out.ts";
import { Throttle } from "./throttle.ts";

const FAILURES_PER_MINUTE = 10;

/** Why a sign-in failed; the sign-in page says it in words. */
type SignInError = "expired" | "invalid" | "rate";

interface SignInOptions {
  codes: SignInCodes;
  sessions: BrowserSessions;
  authority: Authority;
  /** Whom a browser's session may be of; undefined for who has none, such as devices. */
  holderOf: (principalId: string) => PrincipalInfo | undefined;
  /** Notes who came and went. */
  note: (deed: Deed) => void;
  /** Hears which browser's session was ended, by its name. */
  ended: (browser: string) => void;
  /** Notes from where somebody came with a code that was not good. */
  refused: (address: string) => void;
  now?: () => number;
}

/**
 * `GET /auth/sign-in?code=` the printed address · `POST /auth/sign-in` the sign-in page's form (`token`: a code or a
 * token; `next`: where to go on) · `POST /auth/sign-out` · `POST /auth/codes` makes a code that signs the admin in, for admins.
 */
export function signInRoutes(options: SignInOptions): Route[] {
  const { codes, sessions, authority, holderOf, note, ended, refused, now = Date.now } = options;
  const failures = new Throttle({ limit: FAILURES_PER_MINUTE, windowMs: 60_000, now });

  async function signIn(
    { id, name }: PrincipalInfo,
    by: "code" | "token",
    { request, response, next }: Asking,
  ): Promise<void> {
    const cookie = await sessions.open(id, {
      secure: isHttps(request),
      userAgent: request.headers["user-agent"],
    });
    note(deedOf(request, "sign-in", "OK", { who: { id, name }, targets: { by } }));
    // A page of ours that moves on, instead of a redirect: a SameSite=Strict cookie is not sent along a redirect
    // that began on another site.
    const target = safePath(next).replaceAll("&", "&amp;").replaceAll('"', "&quot;");
    response
      .writeHead(200, { "set-cookie": cookie, "content-type": "text/html; charset=utf-8", "cache-control": "no-store" })
      .end(
        `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${target}"><link rel="icon" href="/icon.svg"><title>Signed in</title>`,
      );
  }

  function refuse(response: ServerResponse, error: SignInError, next: string): void {
    const query = new URLSearchParams({ error, ...(safePath(next) !== "/" && { next: safePath(next) }) });
    response.writeHead(303, { location: `/sign-in?${query}`, "cache-control": "no-store" }).end();
  }

  return [
    {
      method: "GET",
      path: "/auth/sign-in",
      async handle(request, response) {
        const query = new URL(request.url ?? "/", "http://local").searchParams;
        const next = query.get("next") ?? "/";
        if ((await authority.fromRequest(request)).kind === "ok") {
          response.writeHead(303, { location: safePath(next), "cache-control": "no-store" }).end();
        } else if (failures.exhausted(addressOf(request))) refuse(response, "rate", next);
        else if (codes.redeem(query.get("code") ?? "")) await signIn(ADMIN, "code", { request, response, next });
        else {
          failures.count(addressOf(request));
          refused(addressOf(request));
          refuse(response, "expired", next);
        }
      },
    },
    {
      method: "POST",
      path: "/auth/sign-in",
      async handle(request, response) {
        if (!isOwnPage(request)) return sendText(response, 403, "Sign in on Mission Control's own page.\n");
        const form = new URLSearchParams(await readText(request, 8192));
        const next = form.get("next") ?? "/";
        const token = (form.get("token") ?? "").trim();
        if (failures.exhausted(addressOf(request))) refuse(response, "rate", next);
        else if (codes.redeem(token)) await signIn(ADMIN, "code", { request, response, next });
        else {
          const holder = holderOf((await authority.fromToken(token, addressOf(request)))?.id ?? "");
          if (holder) return signIn(holder, "token", { request, response, next });
          failures.count(addressOf(request));
          refuse(response, "invalid", next);
        }
      },
    },
    signOutRoute({
      authority,
      note,
      async forget(request) {
        const { cookie } = request.headers;
        const browser = sessions.nameOf(cookie);
        const gone = await sessions.close(cookie, { secure: isHttps(request) });
        if (browser !== undefined) ended(browser);
        return gone;
      },
    }),
    {
      method: "POST",
      path: "/auth/codes",
      async handle(request, response) {
        const recognised = await authority.fromRequest(request);
        if (recognised.kind === "ok" && isOwnPage(request)) {
          const { id, name, scopes } = recognised.principal;
          const isAdmin = allows(scopes, "operator.admin");
          note(deedOf(request, "sign-in code", isAdmin ? "OK" : "FORBIDDEN", { who: { id, name } }));
          if (isAdmin) return sendJson(response, 200, { code: codes.issue() });
          return sendJson(response, 403, {
            error: { code: "FORBIDDEN", message: "A code signs the admin in: only admins may make one." },
          });
        }
        sendJson(response, 401, {
          error: { code: "UNAUTHENTICATED", message: "Send the admin token as Authorization: Bearer <token>." },
        });
      },
    },
  ];
}

interface Asking {
  request: IncomingMessage;
  response: ServerResponse;
  /** Where to go on. */
  next: string;
}

function deedOf(
  request: IncomingMessage,
  action: string,
  outcome: string,
  more: Partial<Pick<Deed, "who" | "targets">>,
): Deed {
  return { address: addressOf(request), action, outcome, targets: {}, isCall: false, ...more };
}

/** Only a path of this server: `//host` and `/\host` would leave it. */
function safePath(next: string): string {
  return /^\/(?![/\\])[^\s\\]*$/.test(next) && !next.startsWith("/auth/") ? next : "/";
}

function isHttps(request: IncomingMessage): boolean {
  return request.headers["x-forwarded-proto"] === "https";
}

import { verifyToken } from "@clerk/backend";
import { ROLE_SCOPES, type Role } from "../protocol/access.ts";
import type { PrincipalInfo } from "../protocol/frames.ts";
import type { Authority } from "./authority.ts";
import { sessionTokens } from "./clerk-browser.ts";
import { credentialsOf } from "./credentials.ts";
import { roleOf } from "./roles.ts";

export interface ClerkOptions {
  /** With the JWT key nothing is asked of the network; with the secret key Clerk's public keys are fetched. */
  key: { jwtKey: string } | { secretKey: string };
  /** Origins whose sessions count, as browsers write them. */
  authorizedParties: readonly string[];
  defaultRole: Role;
  /** Whether `?token=` is taken on WebSocket addresses. */
  urlTokens: boolean;
  /** How far Clerk's clock and ours may differ, in milliseconds. Default 5,000. */
  clockSkewMs?: number;
}

const CLOCK_SKEW_MS = 5_000;

/** Recognises people by Clerk's session tokens: from the cookie `__session`, or wherever else a token may come. */
export function clerkAuthority(options: ClerkOptions): Authority {
  const { urlTokens } = options;
  return {
    fromToken: (token) => principalOf(token, options),
    async fromRequest(request) {
      for (const credential of credentialsOf(request, { urlTokens })) {
        if (credential.kind === "token") {
          const principal = await principalOf(credential.token, options);
          return principal ? { kind: "ok", principal } : { kind: "bad" };
        }
        for (const token of sessionTokens(credential.header)) {
          const principal = await principalOf(token, options);
          if (principal) return { kind: "ok", principal };
        }
      }
      // Session tokens live for a minute: a page that comes with an old one brings a new one when it is asked.
      return { kind: "none" };
    },
  };
}

/** Undefined: the token is bad, too old, of another origin, or of a session that is not complete yet. */
async function principalOf(token: string, options: ClerkOptions): Promise<PrincipalInfo | undefined> {
  const { key, authorizedParties, defaultRole, clockSkewMs = CLOCK_SKEW_MS } = options;
  if (token.split(".").length !== 3) return undefined;
  const claims = await verifyToken(token, {
    ...key,
    authorizedParties: [...authorizedParties],
    clockSkewInMs: clockSkewMs,
  }).catch(() => undefined);
  if (!claims?.sub || claims.sts === "pending") return undefined;
  const facts: Readonly<Record<string, unknown>> = { ...claims };
  return {
    id: claims.sub,
    name: [facts.name, facts.email].find((name) => typeof name === "string" && name !== "")?.toString() ?? claims.sub,
    scopes: ROLE_SCOPES[roleOf(facts, defaultRole)],
    expiresAt: claims.exp * 1_000,
  };
}

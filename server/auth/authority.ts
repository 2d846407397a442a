import type { IncomingMessage } from "node:http";
import { type PrincipalInfo, SCOPES } from "../protocol/frames.ts";
import type { BrowserSessions } from "./browser-sessions.ts";
import { credentialsOf } from "./credentials.ts";
import type { LocalToken } from "./local-token.ts";

/** What a request's credentials come to. */
export type Recognition = { kind: "ok"; principal: PrincipalInfo } | { kind: "none" } | { kind: "bad" };

/** Turns credentials into principals. */
export interface Authority {
  fromRequest(request: IncomingMessage): Promise<Recognition>;
  /** `address`: of who brought it. */
  fromToken(token: string, address?: string): Promise<PrincipalInfo | undefined>;
}

/** The one principal of a machine's own Mission Control. */
export const ADMIN: PrincipalInfo = { id: "admin", name: "Admin", scopes: [...SCOPES] };

/** Everybody is admin: for loopback only, which the configuration has checked. */
export const openAuthority: Authority = {
  fromRequest: async () => ({ kind: "ok", principal: ADMIN }),
  fromToken: async () => ADMIN,
};

/** Recognises the admin and others by a browser's cookie or by a token. */
export function localAuthority(options: {
  token: LocalToken;
  /** Whose another token is. */
  others?: (token: string) => PrincipalInfo | undefined;
  sessions: Pick<BrowserSessions, "find">;
  /** Whom a browser's session is of; undefined when they may not come any more. Default: the admin alone. */
  holderOf?: (principalId: string) => PrincipalInfo | undefined;
  urlTokens: boolean;
}): Authority {
  const { holderOf = (principalId) => (principalId === ADMIN.id ? ADMIN : undefined) } = options;
  const fromToken = async (token: string) => (options.token.matches(token) ? ADMIN : options.others?.(token));
  return {
    fromToken,
    async fromRequest(request) {
      const credentials = credentialsOf(request, options);
      for (const credential of credentials) {
        if (credential.kind === "cookie") {
          const principalId = await options.sessions.find(credential.header);
          const principal = principalId === undefined ? undefined : holderOf(principalId);
          if (principal) return { kind: "ok", principal };
        } else {
          const principal = await fromToken(credential.token);
          return principal ? { kind: "ok", principal } : { kind: "bad" };
        }
      }
      // Browsers send stale and foreign cookies unasked: a cookie that is not ours is no failed attempt.
      return { kind: "none" };
    },
  };
}

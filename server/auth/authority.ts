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
  fromToken(token: string): Promise<PrincipalInfo | undefined>;
}

/** The one principal of a machine's own Mission Control. */
export const ADMIN: PrincipalInfo = { id: "admin", name: "Admin", scopes: [...SCOPES] };

/** Everybody is admin: for loopback only, which the configuration has checked. */
export const openAuthority: Authority = {
  fromRequest: async () => ({ kind: "ok", principal: ADMIN }),
  fromToken: async () => ADMIN,
};

/** Recognises the admin by a browser's cookie or by the token, and others by tokens of their own. */
export function localAuthority(options: {
  token: LocalToken;
  /** Whose another token is. */
  others?: (token: string) => PrincipalInfo | undefined;
  sessions: Pick<BrowserSessions, "find">;
  urlTokens: boolean;
}): Authority {
  const fromToken = async (token: string) => (options.token.matches(token) ? ADMIN : options.others?.(token));
  return {
    fromToken,
    async fromRequest(request) {
      const credentials = credentialsOf(request, options);
      for (const credential of credentials) {
        if (credential.kind === "cookie") {
          if ((await options.sessions.find(credential.header)) === ADMIN.id) return { kind: "ok", principal: ADMIN };
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

import { type Authority, localAuthority, openAuthority } from "../auth/authority.ts";
import type { BrowserSessions } from "../auth/browser-sessions.ts";
import { openLocalToken } from "../auth/local-token.ts";
import type { Home } from "../home.ts";
import type { Hosting } from "../hosting.ts";
import type { PrincipalInfo } from "../protocol/frames.ts";
import type { Settings } from "../settings.ts";

/** Who may come in, as configured, and by tokens that were given out, of which `others` knows. */
export async function openAuth(
  settings: Settings,
  home: Home,
  sessions: BrowserSessions,
  others: {
    byToken: (token: string) => PrincipalInfo | undefined;
    /** Whom a browser's session is of. */
    holderOf: (principalId: string) => PrincipalInfo | undefined;
  },
): Promise<Authority> {
  if (settings["auth.mode"] === "none") return openAuthority;
  const token = await openLocalToken(home.tokenFile, settings["auth.token"]);
  return localAuthority({
    token,
    others: others.byToken,
    holderOf: others.holderOf,
    sessions,
    urlTokens: settings["auth.urlTokens"],
  });
}

/** Who may come in where people sign in through Clerk. It is loaded here alone. */
export async function openHostedAuth(settings: Settings, { key }: Hosting, port: number): Promise<Authority> {
  const { clerkAuthority } = await import("../auth/clerk.ts");
  const { "hosted.origin": origin, "auth.allowedOrigins": allowed, host } = settings;
  const local = ["127.0.0.1", "localhost", host].map((name) => `http://${name}:${port}`);
  return clerkAuthority({
    key,
    authorizedParties: [...(origin ? [origin] : local), ...allowed],
    defaultRole: settings["hosted.defaultRole"],
    urlTokens: settings["auth.urlTokens"],
  });
}

/** Who may read what the process tells of itself in hosted mode: whoever runs it, never those who use it. */
export async function openKeeperAuth(settings: Settings, home: Home): Promise<Authority> {
  const token = await openLocalToken(home.tokenFile, settings["auth.token"]);
  const keeper = localAuthority({ token, sessions: NO_SESSIONS, urlTokens: false });
  return {
    fromToken: keeper.fromToken,
    async fromRequest(request) {
      const recognition = await keeper.fromRequest(request);
      return recognition.kind === "none" ? { kind: "bad" } : recognition;
    },
  };
}

const NO_SESSIONS = { find: async () => undefined };

import { type Authority, localAuthority, openAuthority } from "../auth/authority.ts";
import type { BrowserSessions } from "../auth/browser-sessions.ts";
import { openLocalToken } from "../auth/local-token.ts";
import type { Home } from "../home.ts";
import type { Settings } from "../settings.ts";

/** Who may come in, as configured. */
export async function openAuth(settings: Settings, home: Home, sessions: BrowserSessions): Promise<Authority> {
  if (settings["auth.mode"] === "none") return openAuthority;
  const token = await openLocalToken(home.tokenFile, settings["auth.token"]);
  return localAuthority({ token, sessions, urlTokens: settings["auth.urlTokens"] });
}

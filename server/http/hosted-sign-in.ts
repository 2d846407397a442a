import type { Deed } from "../auth/audit-trail.ts";
import type { Authority } from "../auth/authority.ts";
import { clerkCookies } from "../auth/clerk-browser.ts";
import type { Route } from "./front.ts";
import { signOutRoute } from "./sign-out.ts";

/** Where people sign in through Clerk: `GET /auth/sign-in` leads to the page, `POST /auth/sign-out` forgets the browser. */
export function hostedSignInRoutes(parts: {
  authority: Pick<Authority, "fromRequest">;
  /** Keeps who left. */
  note: (deed: Deed) => void;
}): Route[] {
  const { authority, note } = parts;
  return [
    {
      method: "GET",
      path: "/auth/sign-in",
      handle(_request, response) {
        response.writeHead(303, { location: "/sign-in", "cache-control": "no-store" }).end();
      },
    },
    signOutRoute({
      authority,
      note,
      forget: ({ headers }) => clerkCookies(headers.cookie).map((name) => `${name}=; Path=/; Max-Age=0; SameSite=Lax`),
    }),
  ];
}

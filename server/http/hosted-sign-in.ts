import type { Deed } from "../auth/audit-trail.ts";
import type { Authority } from "../auth/authority.ts";
import { clerkCookies } from "../auth/clerk-browser.ts";
import { addressOf } from "../auth/client-address.ts";
import { type Route, sendText } from "./front.ts";
import { isOwnPage } from "./origins.ts";

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
    {
      method: "POST",
      path: "/auth/sign-out",
      async handle(request, response) {
        if (!isOwnPage(request)) return sendText(response, 403, "Sign out on Mission Control's own page.\n");
        const recognised = await authority.fromRequest(request);
        if (recognised.kind === "ok") {
          const { id, name } = recognised.principal;
          const address = addressOf(request);
          note({ who: { id, name }, address, action: "sign-out", targets: {}, outcome: "OK", isCall: false });
        }
        const gone = clerkCookies(request.headers.cookie).map((name) => `${name}=; Path=/; Max-Age=0; SameSite=Lax`);
        response.writeHead(303, { "set-cookie": gone, location: "/sign-in", "cache-control": "no-store" }).end();
      },
    },
  ];
}

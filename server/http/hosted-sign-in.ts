import { clerkCookies } from "../auth/clerk-browser.ts";
import { type Route, sendText } from "./front.ts";
import { isOwnPage } from "./origins.ts";

/** Where people sign in through Clerk: `GET /auth/sign-in` leads to the page, `POST /auth/sign-out` forgets the browser. */
export const hostedSignInRoutes: readonly Route[] = [
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
    handle(request, response) {
      if (!isOwnPage(request)) return sendText(response, 403, "Sign out on Mission Control's own page.\n");
      const gone = clerkCookies(request.headers.cookie).map((name) => `${name}=; Path=/; Max-Age=0; SameSite=Lax`);
      response.writeHead(303, { "set-cookie": gone, location: "/sign-in", "cache-control": "no-store" }).end();
    },
  },
];

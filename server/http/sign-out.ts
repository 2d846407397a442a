import type { IncomingMessage } from "node:http";
import type { Deed } from "../auth/audit-trail.ts";
import type { Authority } from "../auth/authority.ts";
import { addressOf } from "../auth/client-address.ts";
import { type Route, sendText } from "./front.ts";
import { isOwnPage } from "./origins.ts";

/** `POST /auth/sign-out` from a page of ours: forgets the browser, notes who left, and leads to the sign-in page. */
export function signOutRoute(parts: {
  authority: Pick<Authority, "fromRequest">;
  note: (deed: Deed) => void;
  /** Ends the browser's session. @returns the cookies, as headers, that take its own away */
  forget: (request: IncomingMessage) => string | string[] | Promise<string | string[]>;
}): Route {
  const { authority, note, forget } = parts;
  return {
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
      const cookies = await forget(request);
      response.writeHead(303, { "set-cookie": cookies, location: "/sign-in", "cache-control": "no-store" }).end();
    },
  };
}

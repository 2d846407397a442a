import { useEffect } from "react";
import { useGateway } from "@/hooks/gateway-provider.tsx";
import { currentSession } from "@/hooks/session-source.ts";
import { CLOSE } from "@/server/protocol/errors.ts";

/** Leads to the sign-in page, and back after it, when the server does not know the person any more. */
export function useSignIn(): void {
  const { client } = useGateway();
  useEffect(
    () =>
      client.onState((now) => {
        if (now.state !== "stopped" || now.reason !== "unauthenticated") return;
        const { pathname, search } = window.location;
        // With Clerk a token was brought, and this server does not take it: to be sent there again would not end.
        const refused =
          client.identity !== undefined && now.closeCode === CLOSE.UNAUTHENTICATED.code && currentSession();
        const query = new URLSearchParams({ next: `${pathname}${search}`, ...(refused && { error: "refused" }) });
        window.location.assign(`/sign-in?${query}`);
      }),
    [client],
  );
}

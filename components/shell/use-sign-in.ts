import { useEffect } from "react";
import { useGateway } from "@/hooks/gateway-provider.tsx";

/** Leads to the sign-in page, and back after it, when the server does not know the person any more. */
export function useSignIn(): void {
  const { client } = useGateway();
  useEffect(
    () =>
      client.onState((now) => {
        if (now.state !== "stopped" || now.reason !== "unauthenticated") return;
        const { pathname, search } = window.location;
        window.location.assign(`/sign-in?${new URLSearchParams({ next: `${pathname}${search}` })}`);
      }),
    [client],
  );
}

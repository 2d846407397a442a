"use client";

import { useMemo } from "react";
import { toast } from "@/components/ui/toast.ts";
import { useGateway, useGatewayId } from "@/hooks/gateway-provider.tsx";
import { useConnection } from "@/hooks/use-connection.ts";
import { allows } from "@/server/protocol/frames.ts";
import type { ParamsOf } from "@/server/protocol/methods.ts";

type Change = Omit<ParamsOf<"sessions.patch">, "key">;

/** What can be done to a session. Each asks the gateway; its event changes the list. All throw RpcError. */
export function useSessionActions() {
  const { sendReq } = useGateway();
  const gateway = useGatewayId();
  return useMemo(
    () => ({
      patch: (key: string, change: Change) => sendReq("sessions.patch", { key, ...change }, { gateway }),
      reset: (key: string) => sendReq("sessions.reset", { key, reason: "reset" }, { gateway }),
      compact: (key: string) => sendReq("sessions.compact", { key }, { gateway }),
      remove: (key: string) => sendReq("sessions.delete", { key, deleteTranscript: true }, { gateway }),
    }),
    [sendReq, gateway],
  );
}

/** Whether the person may change sessions; everyone who sees them may open them. */
export function useMayChange(): boolean {
  const { principal } = useConnection();
  return principal !== undefined && allows(principal.scopes, "operator.admin");
}

/** Does something small at once; says it only when it failed. */
export function attempt(action: Promise<unknown>, failed: string): void {
  action.catch((error: unknown) => {
    toast(failed, { tone: "bad", detail: error instanceof Error ? error.message : String(error) });
  });
}

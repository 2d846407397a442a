"use client";

import { useCallback, useMemo } from "react";
import { toast } from "@/components/ui/toast.ts";
import { useGateway, useGatewayId } from "@/hooks/gateway-provider.tsx";
import { useConnection } from "@/hooks/use-connection.ts";
import { allows } from "@/server/protocol/frames.ts";
import type { ParamsOf } from "@/server/protocol/methods.ts";

type Change = Omit<ParamsOf<"sessions.patch">, "key">;

/** What can be done to a session, by its id in the list. Each asks a gateway, whose event changes the list. All throw RpcError. */
export interface SessionActions {
  patch: (id: string, change: Change) => Promise<unknown>;
  reset: (id: string) => Promise<unknown>;
  compact: (id: string) => Promise<unknown>;
  remove: (id: string) => Promise<unknown>;
}

/** For the sessions of the gateway in scope: each is known by its key. */
export function useSessionActions(): SessionActions {
  const gateway = useGatewayId();
  return useActionsAt(useCallback((key) => ({ key, gateway }), [gateway]));
}

/** For sessions of any gateway. @param placeOf where the session of an id is; the same function while that is so */
export function useActionsAt(placeOf: (id: string) => { key: string; gateway: string | undefined }): SessionActions {
  const { sendReq } = useGateway();
  return useMemo(() => {
    const at = <Result>(id: string, ask: (key: string, on: { gateway: string | undefined }) => Promise<Result>) => {
      const { key, gateway } = placeOf(id);
      return ask(key, { gateway });
    };
    return {
      patch: (id, change) => at(id, (key, on) => sendReq("sessions.patch", { key, ...change }, on)),
      reset: (id) => at(id, (key, on) => sendReq("sessions.reset", { key, reason: "reset" }, on)),
      compact: (id) => at(id, (key, on) => sendReq("sessions.compact", { key }, on)),
      remove: (id) => at(id, (key, on) => sendReq("sessions.delete", { key, deleteTranscript: true }, on)),
    };
  }, [sendReq, placeOf]);
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

"use client";

import { useMemo } from "react";
import { toast } from "@/components/ui/toast";
import { useGateway, useGatewayId } from "@/hooks/gateway-provider.tsx";
import { RpcError } from "@/server/protocol/errors.ts";
import type { ParamsOf } from "@/server/protocol/methods.ts";
import { agentOfKey } from "./session-key.ts";

type SessionFields = Omit<ParamsOf<"sessions.patch">, "key">;

export interface SessionCommands {
  /** Changes fields of the session; one that has no message yet is made first. Says so when it fails. */
  patch: (fields: SessionFields) => Promise<void>;
  compact: () => Promise<void>;
  /** @throws RpcError */
  reset: () => Promise<void>;
  /** With its transcript. @throws RpcError */
  remove: () => Promise<void>;
  /** Takes back that it has something unread. */
  markRead: () => void;
}

/** What can be done to a session as a whole; one object as long as the session is the same. */
export function useSessionCommands(sessionKey: string): SessionCommands {
  const { sendReq } = useGateway();
  const gateway = useGatewayId();
  return useMemo(() => {
    const key = sessionKey;
    async function patch(fields: SessionFields): Promise<void> {
      try {
        await sendReq("sessions.patch", { key, ...fields }, { gateway });
      } catch (error) {
        if (!(error instanceof RpcError) || error.code !== "NOT_FOUND") throw error;
        await sendReq("sessions.create", { key, agentId: agentOfKey(key) }, { gateway });
        await sendReq("sessions.patch", { key, ...fields }, { gateway });
      }
    }
    return {
      patch: (fields) => patch(fields).catch((error) => say("The session was not changed", error)),
      compact: async () => {
        try {
          const { compacted, kept } = await sendReq("sessions.compact", { key }, { gateway });
          await toast(compacted ? `Compacted: the newest ${kept} messages stay` : "There was nothing to compact");
        } catch (error) {
          await say("The session was not compacted", error);
        }
      },
      reset: async () => void (await sendReq("sessions.reset", { key, reason: "reset" }, { gateway })),
      remove: async () => void (await sendReq("sessions.delete", { key, deleteTranscript: true }, { gateway })),
      // Those who may only read keep the mark: it is for those who can answer.
      markRead: () => void sendReq("sessions.patch", { key, unread: false }, { gateway }).catch(() => undefined),
    };
  }, [sendReq, gateway, sessionKey]);
}

function say(what: string, error: unknown): Promise<void> {
  return toast(what, { tone: "bad", detail: error instanceof Error ? error.message : String(error) });
}

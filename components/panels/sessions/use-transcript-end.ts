"use client";

import { payloadOf } from "@/hooks/event-payload.ts";
import { useSnapshot } from "@/hooks/use-snapshot.ts";
import type { Message } from "@/server/protocol/messages.ts";

const SHOWN = 6;
const MOST_CHARACTERS = 600;
const NONE: readonly Message[] = [];

/** The newest messages of a session, cut to a few lines each, as they come. */
export function useTranscriptEnd(key: string) {
  const { data, isLoading, error } = useSnapshot(
    "chat.history",
    { sessionKey: key, limit: SHOWN, maxChars: MOST_CHARACTERS },
    {
      keepPrevious: false,
      reduce: (history, frame) => {
        const change = payloadOf(frame, "sessions.changed");
        if (change?.sessionKey === key && (change.reason === "reset" || change.reason === "compact")) return "reread";
        const message = payloadOf(frame, "session.message");
        if (message?.sessionKey !== key) return history;
        const others = history.messages.filter(({ __openclaw }) => __openclaw.id !== message.message.__openclaw.id);
        return { ...history, messages: [...others, message.message].slice(-SHOWN) };
      },
    },
  );
  return { messages: data?.messages ?? NONE, total: data?.totalMessages, isLoading, error };
}

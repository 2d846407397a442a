"use client";

import { usePathname } from "next/navigation";
import { useEffect, useMemo, useState } from "react";
import type { SessionTarget } from "@/components/chat/session-target.ts";
import { navigate } from "@/components/ui/navigate.ts";
import { useAgents } from "@/hooks/use-agents.ts";
import { useAtRest } from "@/hooks/use-at-rest.ts";
import { useSession } from "@/hooks/use-sessions.ts";
import type { SessionRow } from "@/server/protocol/sessions.ts";
import type { ChatDialog } from "./chat-dialogs.tsx";
import { agentOfKey, chatPath, keyOfPath, mainKey, nameOf, newKey } from "./session-key.ts";
import { type SessionCommands, useSessionCommands } from "./use-session-commands.ts";

interface ChatPanelState {
  sessionKey: string;
  session: SessionRow | null | undefined;
  title: string;
  agentId: string;
  agentName: string;
  /** What the agent answers with where the session says nothing else. */
  agentModel: string | undefined;
  commands: SessionCommands;
  target: SessionTarget;
  dialog: ChatDialog | undefined;
  setDialog: (dialog: ChatDialog | undefined) => void;
}

/** Which session the address names, and what the panel can do with it. */
export function useChatPanel(): ChatPanelState {
  const { defaultId = "main", byId } = useAgents();
  const sessionKey = keyOfPath(usePathname()) ?? mainKey(defaultId);
  const { session } = useSession(sessionKey);
  const commands = useSessionCommands(sessionKey);
  const [dialog, setDialog] = useState<ChatDialog>();
  const agentId = agentOfKey(sessionKey) ?? session?.agentId ?? defaultId;
  const agent = byId(agentId);
  const target = useMemo<SessionTarget>(
    () => ({
      openSession: (key) => navigate(chatPath(key)),
      newChat: (other = agentId) => navigate(chatPath(newKey(other))),
      reset: () => setDialog("reset"),
      compact: () => void commands.compact(),
      showStatus: () => setDialog("status"),
      showHelp: () => setDialog("help"),
      setModel: (model) => void commands.patch({ model }),
      setThinking: (thinkingLevel) => void commands.patch({ thinkingLevel }),
    }),
    [agentId, commands],
  );
  const isAtRest = useAtRest();
  const isRead = session?.unread === true && isAtRest;
  useEffect(() => {
    if (isRead) commands.markRead();
  }, [isRead, commands]);

  return {
    sessionKey,
    session,
    title: nameOf(sessionKey, session),
    agentId,
    agentModel: agent?.model?.primary || undefined,
    agentName: agent?.identity?.name ?? agent?.name ?? agentId,
    commands,
    target,
    dialog,
    setDialog,
  };
}

"use client";

import { lazy, Suspense, useState } from "react";
import { Conversation } from "@/components/chat/conversation.tsx";
import { navigate } from "@/components/ui/navigate.ts";
import { ChatHeader } from "./chat-header.tsx";
import { SessionList } from "./session-list.tsx";
import { useChatPanel } from "./use-chat-panel.ts";
import { useFindKey } from "./use-find-key.ts";
import { useSessionColumn } from "./use-session-column.ts";

const ChatDialogs = lazy(() => import("./chat-dialogs.tsx"));
const SessionSheet = lazy(() => import("./session-sheet.tsx"));

/** Talk to an agent; the other sessions stand beside it. */
export default function ChatPanel() {
  const panel = useChatPanel();
  const { sessionKey, title, session, commands, target } = panel;
  const column = useSessionColumn(sessionKey);
  const [findingIn, setFindingIn] = useState<string>();
  useFindKey(() => setFindingIn(sessionKey));

  return (
    <div className="flex h-full min-h-0">
      {column.isShown && (
        <aside aria-label="Sessions" className="hidden w-64 shrink-0 border-r bg-sidebar md:block">
          <SessionList openKey={sessionKey} onNew={target.newChat} />
        </aside>
      )}
      <section aria-label="Chat" className="flex min-w-0 flex-1 flex-col">
        <ChatHeader
          sessionKey={sessionKey}
          title={title}
          session={session}
          agentName={panel.agentName}
          commands={commands}
          onToggleList={column.toggle}
          onFind={() => setFindingIn(sessionKey)}
          onDialog={panel.setDialog}
        />
        <Conversation
          key={sessionKey}
          sessionKey={sessionKey}
          agentId={panel.agentId}
          agentName={panel.agentName}
          agentModel={panel.agentModel}
          target={target}
          isFinding={findingIn === sessionKey}
          onFindEnd={() => setFindingIn(undefined)}
        />
      </section>
      <Suspense>
        {column.isSheetOpen && (
          <SessionSheet openKey={sessionKey} onNew={target.newChat} onClose={() => column.setSheetOpen(false)} />
        )}
        {panel.dialog && (
          <ChatDialogs
            dialog={panel.dialog}
            onClose={() => panel.setDialog(undefined)}
            sessionKey={sessionKey}
            title={title}
            session={session}
            commands={commands}
            onDeleted={() => navigate("/chat")}
          />
        )}
      </Suspense>
    </div>
  );
}

"use client";

import { useState } from "react";
import { Conversation } from "@/components/chat/conversation.tsx";
import { navigate } from "@/components/ui/navigate.ts";
import { Sheet } from "@/components/ui/overlay";
import { ChatDialogs } from "./chat-dialogs.tsx";
import { ChatHeader } from "./chat-header.tsx";
import { SessionList } from "./session-list.tsx";
import { useChatPanel } from "./use-chat-panel.ts";
import { useFindKey } from "./use-find-key.ts";
import { useSessionColumn } from "./use-session-column.ts";

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
      <Sheet title="Sessions" open={column.isSheetOpen} onOpenChange={column.setSheetOpen}>
        <div className="-mx-4 h-[calc(100dvh-4rem)]">
          <SessionList openKey={sessionKey} onNew={target.newChat} onPick={() => column.setSheetOpen(false)} />
        </div>
      </Sheet>
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
          target={target}
          isFinding={findingIn === sessionKey}
          onFindEnd={() => setFindingIn(undefined)}
        />
      </section>
      <ChatDialogs
        dialog={panel.dialog}
        onClose={() => panel.setDialog(undefined)}
        sessionKey={sessionKey}
        title={title}
        session={session}
        commands={commands}
        onDeleted={() => navigate("/chat")}
      />
    </div>
  );
}

"use client";

import { type RefObject, useCallback, useEffect, useRef } from "react";
import { ChatApprovals } from "@/components/approvals/chat-approval.tsx";
import { ChatQuestions } from "@/components/questions/chat-questions.tsx";
import { ErrorState, Loading, Skeleton } from "@/components/ui/states";
import type { ChatItem } from "@/hooks/chat/items.ts";
import { type ChatView, useChat } from "@/hooks/chat/use-chat.ts";
import { useConnection } from "@/hooks/use-connection.ts";
import { allows } from "@/server/protocol/frames.ts";
import { ChatActionsProvider } from "./chat-actions.ts";
import { Composer } from "./composer/composer.tsx";
import { EmptyChat } from "./empty-chat.tsx";
import { FindBar } from "./find/find-bar.tsx";
import { preloadMarkdown } from "./message/message-text.tsx";
import { ReadOnlyNote } from "./read-only-note.tsx";
import type { SessionTarget } from "./session-target.ts";
import { Transcript, type TranscriptHandle } from "./transcript/transcript.tsx";
import { useConversation } from "./use-conversation.ts";
import { useLinkedMessage } from "./use-linked-message.ts";

interface ConversationProps {
  sessionKey: string;
  agentId: string;
  agentName: string;
  /** What answers where the session says nothing else. */
  agentModel: string | undefined;
  /** The same object as long as the session is the same. */
  target: SessionTarget;
  isFinding: boolean;
  onFindEnd: () => void;
}

/** One session: its transcript, and where one writes to it. Mount it anew for another session. */
export function Conversation(props: ConversationProps) {
  const { sessionKey, agentId, agentName, target, isFinding, onFindEnd } = props;
  const chat = useChat(sessionKey);
  const model = chat.session?.model ?? props.agentModel;
  const transcript = useRef<TranscriptHandle>(null);
  const conversation = useConversation(sessionKey, chat, target);
  const { composer } = conversation;
  const { principal } = useConnection();
  const isReadOnly = principal !== undefined && !allows(principal.scopes, "operator.write");
  const showItem = useCallback((itemId: string) => transcript.current?.show(itemId), []);
  useLinkedMessage(chat, showItem);
  useEffect(() => {
    preloadMarkdown();
    // On a phone the focus would bring up the keyboard, over what one came to read.
    if (window.matchMedia("(hover: hover)").matches) composer.current?.focus();
  }, [composer]);

  return (
    <ChatActionsProvider value={conversation.actions}>
      {isFinding && <FindBar chat={chat} transcript={transcript} onShow={showItem} onClose={onFindEnd} />}
      <Messages chat={chat} agentName={agentName} model={model} mayWrite={!isReadOnly} transcript={transcript} />
      <ChatApprovals sessionKey={sessionKey} shownCalls={runningCalls(chat.items)} />
      <ChatQuestions sessionKey={sessionKey} agentName={agentName} />
      {isReadOnly ? (
        <ReadOnlyNote />
      ) : (
        <Composer
          ref={composer}
          sessionKey={sessionKey}
          agentId={agentId}
          model={model}
          thinking={chat.thinkingLevel ?? chat.session?.thinkingLevel}
          isRunning={chat.activeRun !== undefined}
          isEditing={conversation.isEditing}
          target={conversation.slash}
          pending={conversation.pending}
          onSend={conversation.send}
          onEditLast={conversation.editLast}
          onCancelEdit={conversation.cancelEdit}
          onModel={target.setModel}
          onThinking={target.setThinking}
          onStop={conversation.stop}
        />
      )}
    </ChatActionsProvider>
  );
}

function Messages(props: {
  chat: ChatView;
  agentName: string;
  model: string | undefined;
  mayWrite: boolean;
  transcript: RefObject<TranscriptHandle | null>;
}) {
  const { chat, agentName } = props;
  if (chat.items.length > 0) return <Transcript ref={props.transcript} chat={chat} agent={agentName} />;
  if (chat.error) {
    return (
      <div className="flex-1">
        <ErrorState
          error={chat.error}
          title="This conversation could not be loaded"
          onRetry={() => void chat.refresh()}
        />
      </div>
    );
  }
  if (chat.isLoading) return <MessagesSkeleton />;
  return (
    <div className="flex flex-1 overflow-y-auto">
      <EmptyChat agent={agentName} model={props.model} mayWrite={props.mayWrite} />
    </div>
  );
}

/** Ids of the tool calls that run, one a line. */
function runningCalls(items: readonly ChatItem[]): string {
  return items
    .flatMap((item) => (item.type === "assistant" && item.state === "running" ? item.parts : []))
    .flatMap((part) => (part.type === "tool" && part.state === "running" ? [part.callId] : []))
    .join("\n");
}

function MessagesSkeleton() {
  return (
    <Loading
      label="Loading the conversation"
      className="mx-auto grid min-h-0 w-full max-w-3xl flex-1 content-end gap-4 overflow-hidden px-4 pb-6"
    >
      <Skeleton className="ml-auto h-10 w-2/5" />
      <Skeleton className="h-24 w-4/5" />
      <Skeleton className="ml-auto h-10 w-1/3" />
      <Skeleton className="h-36 w-full" />
    </Loading>
  );
}

import { GitFork, Pencil, RotateCcw } from "lucide-react";
import type { ReactNode } from "react";
import type { AssistantItem, UserItem } from "@/hooks/chat/items.ts";
import { ActionButton } from "../action-button.tsx";
import { useChatActions } from "../chat-actions.ts";
import { CopyAction } from "../copy-action.tsx";
import { answerText } from "./answer-text.ts";

function Actions({ children }: { children: ReactNode }) {
  return <div className="flex animate-fade items-center">{children}</div>;
}

export function UserActions({ item }: { item: UserItem }) {
  const actions = useChatActions();
  const { messageId } = item;
  return (
    <Actions>
      <CopyAction text={item.text} label="Copy text" />
      {messageId && (
        <>
          <ActionButton label="Edit and send again" icon={Pencil} onClick={() => actions.edit(item)} />
          <ActionButton label="Fork from here" icon={GitFork} onClick={() => actions.fork(messageId)} />
        </>
      )}
    </Actions>
  );
}

export function AssistantActions({ item }: { item: AssistantItem }) {
  const actions = useChatActions();
  const { messageId } = item;
  return (
    <Actions>
      <CopyAction text={() => answerText(item)} label="Copy as Markdown" />
      {messageId && (
        <>
          <ActionButton label="Answer again" icon={RotateCcw} onClick={() => actions.retryRun(item)} />
          <ActionButton label="Fork from here" icon={GitFork} onClick={() => actions.fork(messageId)} />
        </>
      )}
    </Actions>
  );
}

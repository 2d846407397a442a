import { GitFork, Pencil, RotateCcw } from "lucide-react";
import type { ReactNode } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { IconButton } from "@/components/ui/icon-button";
import type { AssistantItem, UserItem } from "@/hooks/chat/items.ts";
import { useChatActions } from "../chat-actions.ts";
import { answerText } from "./answer-text.ts";

/** Hidden until the message is pointed at or focused; always there where nothing can hover. */
function Actions({ children }: { children: ReactNode }) {
  return (
    <div className="flex items-center opacity-0 transition-opacity focus-within:opacity-100 group-hover:opacity-100 [@media(hover:none)]:opacity-100">
      {children}
    </div>
  );
}

export function UserActions({ item }: { item: UserItem }) {
  const actions = useChatActions();
  const { messageId } = item;
  return (
    <Actions>
      <CopyButton text={item.text} label="Copy text" />
      {messageId && (
        <>
          <IconButton label="Edit and send again" icon={Pencil} onClick={() => actions.edit(item)} />
          <IconButton label="Fork from here" icon={GitFork} onClick={() => actions.fork(messageId)} />
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
      <CopyButton text={() => answerText(item)} label="Copy as Markdown" />
      {messageId && (
        <>
          <IconButton label="Answer again" icon={RotateCcw} onClick={() => actions.retryRun(item)} />
          <IconButton label="Fork from here" icon={GitFork} onClick={() => actions.fork(messageId)} />
        </>
      )}
    </Actions>
  );
}

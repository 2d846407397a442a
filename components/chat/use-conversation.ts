"use client";

import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { UserItem } from "@/hooks/chat/items.ts";
import type { SendOptions } from "@/hooks/chat/outbox-entry.ts";
import type { ChatView } from "@/hooks/chat/use-chat.ts";
import { takenApart } from "@/server/protocol/sent-files.ts";
import { attempt } from "./attempt.ts";
import type { ComposerHandle } from "./composer/composer.tsx";
import type { PendingQueueProps } from "./composer/pending-queue.tsx";
import type { SlashTarget } from "./composer/slash-commands.ts";
import { attachmentsOf, lastEditable } from "./questions.ts";
import type { SessionTarget } from "./session-target.ts";
import { type ConversationActions, useChatActions } from "./use-chat-actions.ts";
import { useLatest } from "./use-latest.ts";
import { usePending } from "./use-pending.ts";

interface ConversationState {
  composer: RefObject<ComposerHandle | null>;
  actions: ConversationActions;
  slash: SlashTarget;
  isEditing: boolean;
  send: (text: string, options: Pick<SendOptions, "attachments" | "queueMode">) => void;
  editLast: () => void;
  cancelEdit: () => void;
  stop: () => void;
  pending: PendingQueueProps;
}

/** What one can do in a conversation. None of it is a new function while an answer streams, so nothing redraws for it. */
export function useConversation(sessionKey: string, chat: ChatView, target: SessionTarget): ConversationState {
  const latest = useLatest(chat);
  const composer = useRef<ComposerHandle>(null);
  const [editing, setEditing] = useState<{ messageId: string }>();

  const edit = useCallback((question: UserItem) => {
    const { messageId, text } = question;
    if (messageId === undefined) return;
    setEditing({ messageId });
    composer.current?.write(text, attachmentsOf(question));
  }, []);
  const actions = useChatActions({ sessionKey, chat, composer, onEdit: edit, onOpen: target.openSession });
  const cancelPending = useCallback(
    (runId: string) => attempt("The message was not withdrawn", takeBack(latest.current, runId, composer)),
    [latest],
  );
  const stop = useCallback(() => {
    const { activeRun, abort } = latest.current;
    if (activeRun?.state === "queued") return cancelPending(activeRun.runId);
    // By its name: an abort of the whole session would take what waits with it.
    attempt("The run was not stopped", abort(activeRun?.runId));
  }, [latest, cancelPending]);
  const slash = useMemo(() => ({ ...target, stop }), [target, stop]);
  const send = useCallback<ConversationState["send"]>(
    (text, options) => {
      if (!editing) return void latest.current.send({ text, ...options });
      setEditing(undefined);
      actions.replace(editing.messageId, text, options);
    },
    [editing, actions, latest],
  );
  const editLast = useCallback(() => {
    const last = lastEditable(latest.current.items);
    if (last) edit(last);
  }, [latest, edit]);
  const cancelEdit = useCallback(() => {
    setEditing(undefined);
    composer.current?.write("");
  }, []);
  const pending = usePending(chat.pendingInputs, { latest, onCancel: cancelPending });
  useStopKey(chat.activeRun !== undefined, stop);

  return {
    composer,
    actions,
    slash,
    isEditing: editing !== undefined,
    send,
    editLast,
    cancelEdit,
    stop,
    pending,
  };
}

/** Withdraws a message that waits. Its words and files go back to the composer, unless it was begun meanwhile. */
async function takeBack(chat: ChatView, runId: string, composer: RefObject<ComposerHandle | null>): Promise<void> {
  const input = chat.pendingInputs.find((each) => each.runId === runId);
  const { runIds } = await chat.abort(runId);
  if (!input || !runIds.includes(runId)) return;
  const { text, files } = takenApart(input.message.content);
  composer.current?.putBack(text, files);
}

/** Escape stops the run, unless it closed something: a menu, a window, an edit. */
function useStopKey(isRunning: boolean, stop: () => void): void {
  useEffect(() => {
    if (!isRunning) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) stop();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [isRunning, stop]);
}

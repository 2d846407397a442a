"use client";

import { type RefObject, useMemo } from "react";
import type { AssistantItem, UserItem } from "@/hooks/chat/items.ts";
import type { SendOptions } from "@/hooks/chat/outbox-entry.ts";
import type { ChatView } from "@/hooks/chat/use-chat.ts";
import { useGateway, useGatewayId } from "@/hooks/gateway-provider.tsx";
import { RpcError } from "@/server/protocol/errors.ts";
import { textOf } from "@/server/protocol/messages.ts";
import { attempt } from "./attempt.ts";
import type { ChatActions } from "./chat-actions.ts";
import type { ComposerHandle } from "./composer/composer.tsx";
import { attachmentsOf, questionOf } from "./questions.ts";
import { useLatest } from "./use-latest.ts";

interface ChatActionsOptions {
  sessionKey: string;
  chat: ChatView;
  composer: RefObject<ComposerHandle | null>;
  onEdit: (item: UserItem) => void;
  onOpen: (sessionKey: string) => void;
}

export interface ConversationActions extends ChatActions {
  /** Removes a message and all after it, then sends other words in its place. */
  replace: (messageId: string, text: string, options: Pick<SendOptions, "attachments">) => void;
}

/** What messages can be asked to do; the same object as long as the session is the same. */
export function useChatActions(options: ChatActionsOptions): ConversationActions {
  const { sendReq } = useGateway();
  const gateway = useGatewayId();
  const latest = useLatest(options);
  const { sessionKey } = options;
  return useMemo(() => {
    async function replace(messageId: string, text: string, sent: Pick<SendOptions, "attachments">): Promise<void> {
      await sendReq("sessions.rewind", { key: sessionKey, messageId }, { gateway });
      await latest.current.chat.refresh();
      latest.current.chat.send({ text, ...sent });
    }

    async function retryRun(answer: AssistantItem): Promise<void> {
      const { chat } = latest.current;
      const question = questionOf(chat.items, answer);
      if (!question)
        throw new RpcError("NOT_FOUND", "The message it answers is not loaded. Scroll up to it, then retry.");
      const sent = { attachments: attachmentsOf(question) };
      if (!question.messageId) return void chat.send({ text: question.text, ...sent });
      await replace(question.messageId, question.text, sent).catch((error) => {
        // Without the right to take messages back, or on a gateway that cannot, it is asked once more instead.
        if (!(error instanceof RpcError) || !CANNOT_REWIND.has(error.code)) throw error;
        chat.send({ text: question.text, ...sent });
      });
    }

    return {
      sessionKey,
      retryDelivery: (key) => latest.current.chat.retry(key),
      discardDelivery: (key) => {
        void latest.current.chat.discard(key).then((entry) => {
          if (entry) latest.current.composer.current?.putBack(entry.text, entry.attachments);
        });
      },
      edit: (item) => latest.current.onEdit(item),
      retryRun: (answer) => attempt("This could not be asked again", retryRun(answer)),
      resumeRun: () => void latest.current.chat.send({ text: "Continue where you stopped." }),
      fork: (messageId) => {
        const forked = sendReq("sessions.fork", { key: sessionKey, messageId }, { gateway });
        attempt(
          "No fork was made",
          forked.then(({ key }) => latest.current.onOpen(key)),
        );
      },
      wholeText: async (messageId) => {
        const { message } = await sendReq("chat.message.get", { sessionKey, messageId }, { gateway });
        if (!message) throw new RpcError("NOT_FOUND", "The gateway no longer has this message.");
        return textOf(message);
      },
      suggest: (text) => void latest.current.chat.send({ text }),
      replace: (messageId, text, sent) => attempt("The message was not replaced", replace(messageId, text, sent)),
    };
  }, [sendReq, gateway, sessionKey, latest]);
}

const CANNOT_REWIND: ReadonlySet<string> = new Set(["FORBIDDEN", "UNKNOWN_METHOD"]);

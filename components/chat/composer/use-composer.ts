import { type KeyboardEvent, useState } from "react";
import { toast } from "@/components/ui/toast";
import type { SendOptions } from "@/hooks/chat/outbox-entry.ts";
import { useDraft } from "@/hooks/chat/use-draft.ts";
import { toSent } from "./attachments.ts";
import { type MenuCommand, parseCommand, type SlashTarget } from "./slash-commands.ts";
import { type Attachments, useAttachments } from "./use-attachments.ts";
import { type SlashMenuState, useSlashMenu } from "./use-slash-menu.ts";

export interface ComposerOptions {
  sessionKey: string;
  agentId: string;
  isRunning: boolean;
  isEditing: boolean;
  target: SlashTarget;
  /** @throws RpcError when it cannot be taken */
  onSend: (text: string, options: Pick<SendOptions, "attachments" | "queueMode">) => void;
  onEditLast: () => void;
  onCancelEdit: () => void;
}

export interface ComposerState {
  draft: string;
  setDraft: (text: string) => void;
  attachments: Attachments;
  menu: SlashMenuState;
  /** Goes into the run that goes on, instead of waiting for its end. */
  steers: boolean;
  setSteers: (steers: boolean) => void;
  canSend: boolean;
  submit: () => void;
  pick: (command: MenuCommand) => void;
  onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
}

/** What is being written: its words and files, the commands among them, and the keys that send it. */
export function useComposer(options: ComposerOptions): ComposerState {
  const { draft, setDraft, clearDraft } = useDraft(options.sessionKey);
  const attachments = useAttachments();
  const [steers, setSteers] = useState(false);
  const menu = useSlashMenu(draft, options.agentId, pick);
  const canSend = (draft.trim() !== "" || attachments.files.length > 0) && !attachments.isReading;

  function pick({ name, argument }: MenuCommand): void {
    const own = argument === undefined ? parseCommand(`/${name}`) : undefined;
    // One of the gateway's is sent by whoever picked it, once it stands there as a whole.
    if (!own) return setDraft(`/${name} `);
    clearDraft();
    own.command.run(options.target, "");
  }

  function submit(): void {
    if (!canSend) return;
    const parsed = attachments.files.length === 0 && !options.isEditing ? parseCommand(draft) : undefined;
    if (parsed) {
      clearDraft();
      return parsed.command.run(options.target, parsed.argument);
    }
    try {
      options.onSend(draft.trim(), {
        ...(attachments.files.length > 0 && { attachments: attachments.files.map(toSent) }),
        ...(options.isRunning && { queueMode: steers ? "steer" : "followup" }),
      });
      clearDraft();
      attachments.clear();
    } catch (error) {
      void toast("Not sent", { tone: "bad", detail: error instanceof Error ? error.message : String(error) });
    }
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    // An input method is choosing a word: its keys are its own. Safari says so by 229 alone.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (menu.onKeyDown(event) || handled(event)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  function handled(event: KeyboardEvent): boolean {
    if (event.key === "Enter" && !event.shiftKey) {
      submit();
      return true;
    }
    if (event.key === "ArrowUp" && draft === "") {
      options.onEditLast();
      return true;
    }
    if (event.key === "Escape" && options.isEditing) {
      options.onCancelEdit();
      return true;
    }
    return false;
  }

  return { draft, setDraft, attachments, menu, steers, setSteers, canSend, submit, pick, onKeyDown };
}

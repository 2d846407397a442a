"use client";

import { Pencil } from "lucide-react";
import { type DragEvent, memo, type Ref, useImperativeHandle, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { useConnection } from "@/hooks/use-connection.ts";
import type { SentFile } from "@/server/protocol/sent-files.ts";
import { AttachmentChips } from "./attachment-chips.tsx";
import { ComposerToolbar, type ComposerToolbarProps } from "./composer-toolbar.tsx";
import { MessageField, type MessageFieldHandle } from "./message-field.tsx";
import { PendingQueue, type PendingQueueProps } from "./pending-queue.tsx";
import { SlashMenu } from "./slash-menu.tsx";
import { type ComposerOptions, useComposer } from "./use-composer.ts";

export interface ComposerHandle {
  /** Puts words into the field and the cursor behind them; the files take the place of those that were chosen. */
  write: (text: string, files?: readonly SentFile[]) => void;
  /** Puts words and files before those that are there already. */
  putBack: (text: string, files?: readonly SentFile[]) => void;
  focus: () => void;
}

type ComposerProps = ComposerOptions &
  Omit<ComposerToolbarProps, "composer"> & {
    pending: PendingQueueProps;
    ref?: Ref<ComposerHandle>;
  };

const READY_HINT = "Write a message, or / for commands";
const OFFLINE_HINT = "No connection: what you send goes out when it is back";

/** Where one writes to an agent. It stays usable without a connection: messages wait on this device. */
export const Composer = memo(function Composer(props: ComposerProps) {
  const composer = useComposer(props);
  const { attachments, menu, draft, setDraft } = composer;
  const { isReady } = useConnection();
  const field = useRef<MessageFieldHandle>(null);
  const [isOver, setOver] = useState(false);
  const active = menu.commands[menu.active];
  useImperativeHandle(props.ref, () => {
    const { putBack, clear } = attachments;
    const fill = (text: string) => {
      setDraft(text);
      // The field takes the new words with the next frame; the cursor belongs behind them.
      requestAnimationFrame(() => field.current?.focus());
    };
    return {
      write: (text, files = []) => {
        clear();
        putBack(files);
        fill(text);
      },
      putBack: (text, files = []) => {
        putBack(files);
        fill([text, draft].filter((words) => words.trim() !== "").join("\n\n"));
      },
      focus: () => field.current?.focus(),
    };
  }, [draft, setDraft, attachments]);

  function onDrop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    void attachments.add([...event.dataTransfer.files]);
  }

  return (
    <div className="mx-auto w-full max-w-3xl px-3 pb-3 sm:px-4">
      <PendingQueue {...props.pending} />
      <section
        aria-label="Write a message"
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
        className={cn(
          "relative rounded-xl border border-line-strong bg-surface transition-colors focus-within:border-accent",
          isOver && "border-accent bg-accent-soft",
        )}
      >
        {menu.commands.length > 0 && (
          <SlashMenu id={menu.id} commands={menu.commands} active={menu.active} onPick={composer.pick} />
        )}
        {props.isEditing && <EditingBar onCancel={props.onCancelEdit} />}
        <AttachmentChips attachments={attachments} />
        <MessageField
          ref={field}
          value={composer.draft}
          placeholder={isOver ? "Drop the files here" : isReady ? READY_HINT : OFFLINE_HINT}
          menu={active && { id: menu.id, activeId: `${menu.id}-${active.name}` }}
          onChange={setDraft}
          onKeyDown={composer.onKeyDown}
          onFiles={(files) => void attachments.add(files)}
        />
        <ComposerToolbar {...props} composer={composer} />
      </section>
    </div>
  );
});

function EditingBar({ onCancel }: { onCancel: () => void }) {
  return (
    <div className="flex items-center gap-2 px-3 pt-2 text-muted text-xs">
      <Pencil aria-hidden className="size-3.5" />
      <span className="flex-1">Sending replaces this message and everything after it.</span>
      <Button size="sm" variant="ghost" onClick={onCancel}>
        Cancel
      </Button>
    </div>
  );
}

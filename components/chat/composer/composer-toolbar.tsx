import { ArrowUp, Paperclip, Square } from "lucide-react";
import { useRef } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { ModelPicker, ThinkingPicker } from "./pickers.tsx";
import { SendMode } from "./send-mode.tsx";
import type { ComposerState } from "./use-composer.ts";

export interface ComposerToolbarProps {
  composer: ComposerState;
  agentId: string;
  model: string | undefined;
  thinking: string | undefined;
  isRunning: boolean;
  onModel: (model: string | null) => void;
  onThinking: (level: string | null) => void;
  onStop: () => void;
}

/** Under the text field: files, model, thinking, and what to do with the message. */
export function ComposerToolbar(props: ComposerToolbarProps) {
  const { composer, isRunning } = props;
  const picker = useRef<HTMLInputElement>(null);
  return (
    <div className="flex items-center gap-1 px-1.5 pb-1.5">
      <IconButton label="Attach images or text files" icon={Paperclip} onClick={() => picker.current?.click()} />
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label="Files to attach"
        onChange={(event) => {
          void composer.attachments.add([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
      <ModelPicker agentId={props.agentId} model={props.model} onChange={props.onModel} />
      <ThinkingPicker agentId={props.agentId} model={props.model} level={props.thinking} onChange={props.onThinking} />
      <div className="ml-auto flex items-center gap-1.5">
        {isRunning && (
          <>
            <SendMode steers={composer.steers} onChange={composer.setSteers} />
            <IconButton label="Stop" shortcut="Esc" icon={Square} variant="secondary" onClick={props.onStop} />
          </>
        )}
        <IconButton
          label={isRunning ? (composer.steers ? "Send into this run" : "Send after this run") : "Send"}
          shortcut="↵"
          icon={ArrowUp}
          variant="primary"
          disabled={!composer.canSend}
          onClick={composer.submit}
        />
      </div>
    </div>
  );
}

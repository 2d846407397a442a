import { ArrowUp, Paperclip, Square } from "lucide-react";
import { useRef } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Segmented } from "@/components/ui/tabs";
import { ModelPicker, ThinkingPicker } from "./pickers.tsx";
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

const SEND_MODES = [
  { value: "queue", label: "Queue" },
  { value: "steer", label: "Steer" },
] as const;

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
      <ThinkingPicker level={props.thinking} onChange={props.onThinking} />
      <div className="ml-auto flex items-center gap-1.5">
        {isRunning && (
          <>
            <Segmented
              label="What a message does while a run goes on"
              value={composer.steers ? "steer" : "queue"}
              onValueChange={(mode) => composer.setSteers(mode === "steer")}
              choices={SEND_MODES}
            />
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

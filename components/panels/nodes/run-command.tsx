import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Field, Select, Textarea } from "@/components/ui/field.tsx";
import { Dialog } from "@/components/ui/overlay.tsx";
import { Callout } from "@/components/ui/states.tsx";
import { useNodeCommand } from "@/hooks/use-node-command.ts";
import type { KnownNode } from "@/server/protocol/nodes.ts";
import { CommandAnswer } from "./command-answer.tsx";
import { commandParams } from "./command-params.ts";

/** Has a node do one of the things that it offers, and shows what it answers. */
export function RunCommand({
  node,
  command: chosen,
  onCommand,
  onClose,
}: {
  node: KnownNode;
  /** Undefined, or one that it does not offer: its first. */
  command: string | null;
  onCommand: (command: string) => void;
  onClose: () => void;
}) {
  const { nodeId, displayName, commands = [], connected } = node;
  const [text, setText] = useState("");
  const [isChecked, setChecked] = useState(false);
  const { outcome, run, forget } = useNodeCommand(nodeId);
  const command = commands.find((each) => each === chosen) ?? commands[0];
  const name = displayName || nodeId;
  const given = commandParams(text);
  const isRunning = outcome.state === "running";

  function submit(event: FormEvent) {
    event.preventDefault();
    setChecked(true);
    if (command !== undefined && connected && given.error === undefined) void run(command, given.params);
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Run a command on ${name}`}
      className="w-[min(640px,calc(100vw-24px))]"
    >
      <form onSubmit={submit} className="grid gap-4 pb-3">
        <Field label="Command">
          {(control) => (
            <Select
              {...control}
              className="w-full font-mono"
              value={command}
              disabled={isRunning}
              onChange={(event) => {
                forget();
                onCommand(event.target.value);
              }}
            >
              {commands.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </Select>
          )}
        </Field>
        <Field
          label="Params"
          hint="JSON; empty for none. What a command takes is told by the program on the node."
          error={isChecked ? given.error : undefined}
        >
          {(control) => (
            <Textarea
              {...control}
              className="resize-y font-mono text-xs"
              rows={4}
              spellCheck={false}
              autoCapitalize="off"
              placeholder="{}"
              value={text}
              onChange={(event) => {
                setChecked(false);
                setText(event.target.value);
              }}
            />
          )}
        </Field>
        {!connected && <Callout tone="warn">{name} has gone away: it can be told nothing until it is back.</Callout>}
        <div className="flex justify-end">
          <Button type="submit" variant="primary" busy={isRunning} disabled={!connected || command === undefined}>
            Run command
          </Button>
        </div>
        <CommandAnswer outcome={outcome} />
      </form>
    </Dialog>
  );
}

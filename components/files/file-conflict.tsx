import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { DiffView } from "@/components/ui/diff-view.tsx";
import { Callout } from "@/components/ui/states.tsx";
import { Segmented } from "@/components/ui/tabs.tsx";
import type { Draft, DraftInput } from "./draft.ts";

type Side = "both" | "theirs" | "mine";

const SIDES: readonly { value: Side; label: string }[] = [
  { value: "both", label: "Theirs → mine" },
  { value: "theirs", label: "What they changed" },
  { value: "mine", label: "What I changed" },
];

/** Two people changed one file: shows both, and takes only what somebody decides. */
export function FileConflict({
  draft: { base, text, theirs },
  send,
}: {
  draft: Extract<Draft, { state: "conflict" }>;
  send: (input: DraftInput) => void;
}) {
  const [side, setSide] = useState<Side>("both");
  const isGone = theirs.hash === undefined;
  const shown: Record<Side, { before: string; after: string }> = {
    both: { before: theirs.content, after: text },
    theirs: { before: base.content, after: theirs.content },
    mine: { before: base.content, after: text },
  };

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="grid gap-2 p-3">
        <Callout tone="warn">
          {isGone ? "Somebody deleted this file" : "Somebody else changed this file"} since you began. Nothing was
          overwritten and your words are kept: decide which to go on with.
        </Callout>
        <Segmented label="Changes shown" value={side} onValueChange={setSide} choices={SIDES} />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto border-t">
        <DiffView {...shown[side]} />
      </div>
      <footer className="flex flex-wrap justify-end gap-2 border-t px-3 py-2">
        <Button onClick={() => send({ input: "takeTheirs" })}>{isGone ? "Leave it deleted" : "Take theirs"}</Button>
        <Button variant="primary" onClick={() => send({ input: "keepMine" })}>
          Keep mine …
        </Button>
      </footer>
    </div>
  );
}

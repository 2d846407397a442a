import { Button } from "@/components/ui/button.tsx";
import { DiffView } from "@/components/ui/diff-view.tsx";
import { Callout } from "@/components/ui/states.tsx";
import type { Draft, DraftInput } from "./draft.ts";

/** What saving would change, to be agreed to. */
export function FileReview({
  draft,
  send,
  onSave,
}: {
  draft: Extract<Draft, { state: "reviewing" | "saving" }>;
  send: (input: DraftInput) => void;
  onSave: () => void;
}) {
  const isSaving = draft.state === "saving";
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="min-h-0 flex-1 overflow-y-auto">
        <DiffView before={draft.base.content} after={draft.text} />
      </div>
      <footer className="flex flex-wrap items-center justify-end gap-2 border-t px-3 py-2">
        {draft.state === "reviewing" && draft.error && (
          <Callout tone="bad" className="w-full">
            {draft.error}
          </Callout>
        )}
        <Button disabled={isSaving} onClick={() => send({ input: "back" })}>
          Keep editing
        </Button>
        <Button variant="primary" busy={isSaving} onClick={onSave} autoFocus>
          Save
        </Button>
      </footer>
    </div>
  );
}

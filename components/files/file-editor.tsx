import type { ReactNode } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Callout, ErrorState, RightNeeded, Skeleton } from "@/components/ui/states.tsx";
import { useMay } from "@/hooks/use-may.ts";
import { textOf } from "./draft.ts";
import { FileBar } from "./file-bar.tsx";
import { FileConflict } from "./file-conflict.tsx";
import { FileReview } from "./file-review.tsx";
import { FileText } from "./file-text.tsx";
import { LookSwitch, useLook } from "./look.tsx";
import { RenderedText } from "./rendered-text.tsx";
import { type FileDraft, useFileDraft } from "./use-file-draft.ts";

/** One file: edit it, look at the changes, save them. */
export function FileEditor({
  agentId,
  file,
  backHref,
  actions,
}: {
  agentId: string;
  file: string;
  /** Where the list of files is, for phones. */
  backHref: string;
  /** More buttons, beside those of the edit. */
  actions?: ReactNode;
}) {
  const edit = useFileDraft(agentId, file);
  const mayEdit = useMay("operator.admin");
  const { draft, send } = edit;
  const look = useLook(file);

  if (!draft) {
    return edit.error ? (
      <ErrorState error={edit.error} title={`${file} could not be read`} onRetry={edit.reload} />
    ) : (
      <Skeleton className="m-4 h-96" />
    );
  }
  return (
    <section aria-label={file} className="flex h-full min-h-0 flex-col">
      <FileBar file={file} note={stateInWords(edit, mayEdit)} backHref={backHref}>
        {(draft.state === "clean" || draft.state === "edited") && <LookSwitch file={file} textLabel="Write" />}
        {mayEdit && draft.state === "edited" && (
          <Button variant="primary" size="sm" onClick={() => send({ input: "review" })}>
            Review changes
          </Button>
        )}
        {actions}
      </FileBar>
      {!mayEdit && (
        <Callout className="m-3">
          You may read this file. <RightNeeded what="Changing it" scope="operator.admin" />.
        </Callout>
      )}
      {draft.state === "conflict" ? (
        <FileConflict draft={draft} send={send} />
      ) : draft.state === "reviewing" || draft.state === "saving" ? (
        <FileReview draft={draft} send={send} onSave={edit.save} />
      ) : look === "read" ? (
        <RenderedText text={textOf(draft)} />
      ) : (
        <FileText file={file} draft={draft} send={send} readOnly={!mayEdit} />
      )}
    </section>
  );
}

function stateInWords({ draft, isMissing }: FileDraft, mayEdit: boolean): string {
  switch (draft?.state) {
    case "edited":
      return "Not saved";
    case "reviewing":
      return "Reviewing";
    case "saving":
      return "Saving …";
    case "conflict":
      return "Changed by somebody else";
    default:
      if (isMissing) return mayEdit ? "Not there yet: saving makes it" : "Not there yet";
      return "Saved";
  }
}

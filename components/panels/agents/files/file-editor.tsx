import { ArrowLeft } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { Link } from "@/components/ui/link.tsx";
import { Callout, ErrorState, Skeleton } from "@/components/ui/states.tsx";
import { useMay } from "@/hooks/use-may.ts";
import { agentHref } from "../agents-route.ts";
import { FileConflict } from "./file-conflict.tsx";
import { FileReview } from "./file-review.tsx";
import { FileText } from "./file-text.tsx";
import { type FileDraft, useFileDraft } from "./use-file-draft.ts";

/** One file: edit it, look at the changes, save them. */
export function FileEditor({ agentId, file }: { agentId: string; file: string }) {
  const edit = useFileDraft(agentId, file);
  const mayEdit = useMay("operator.admin");
  const { draft, send } = edit;

  if (!draft) {
    return edit.error ? (
      <ErrorState error={edit.error} title={`${file} could not be read`} onRetry={edit.reload} />
    ) : (
      <Skeleton className="m-4 h-96" />
    );
  }
  return (
    <section aria-label={file} className="flex h-full min-h-0 flex-col">
      <header className="flex min-h-11 flex-wrap items-center gap-2 border-b px-3 py-1.5">
        <Button asChild variant="ghost" size="icon-sm" className="md:hidden">
          <Link href={agentHref(agentId, "files")} aria-label="All files">
            <ArrowLeft aria-hidden />
          </Link>
        </Button>
        <h2 className="min-w-0 truncate font-mono text-sm">{file}</h2>
        <span className="text-muted text-xs">{stateInWords(edit)}</span>
        {mayEdit && draft.state === "edited" && (
          <Button variant="primary" size="sm" className="ml-auto" onClick={() => send({ input: "review" })}>
            Review changes
          </Button>
        )}
      </header>
      {!mayEdit && (
        <Callout className="m-3">You may read this file. Changing it needs the right operator.admin.</Callout>
      )}
      {draft.state === "conflict" ? (
        <FileConflict draft={draft} send={send} />
      ) : draft.state === "reviewing" || draft.state === "saving" ? (
        <FileReview draft={draft} send={send} onSave={edit.save} />
      ) : (
        <FileText draft={draft} send={send} label={`Text of ${file}`} readOnly={!mayEdit} />
      )}
    </section>
  );
}

function stateInWords({ draft, isMissing }: FileDraft): string {
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
      return isMissing ? "Not there yet: saving makes it" : "Saved";
  }
}

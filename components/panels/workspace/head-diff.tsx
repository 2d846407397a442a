import { SCROLLABLE } from "@/components/chat/scrollable.ts";
import { FileBar } from "@/components/files/file-bar.tsx";
import { Button } from "@/components/ui/button.tsx";
import { DiffView } from "@/components/ui/diff-view.tsx";
import { ErrorState, Skeleton } from "@/components/ui/states.tsx";
import { useWorkspaceHead } from "@/hooks/use-workspace.ts";
import type { WorkspaceFile } from "@/server/protocol/workspace.ts";

/** What is different on disk from the last commit, as it changes. */
export function HeadDiff({
  agentId,
  file,
  backHref,
  onClose,
}: {
  agentId: string;
  file: WorkspaceFile;
  backHref: string;
  onClose: () => void;
}) {
  const { data, error, refresh } = useWorkspaceHead(agentId, file.path);
  return (
    <section aria-label={`Changes in ${file.path}`} className="flex h-full min-h-0 flex-col">
      <FileBar
        file={file.path}
        note={data?.content === null ? "Not in the last commit" : "Against the last commit"}
        backHref={backHref}
      >
        <Button size="sm" onClick={onClose}>
          Close the comparison
        </Button>
      </FileBar>
      <div {...SCROLLABLE} className="min-h-0 flex-1 overflow-y-auto">
        {error && !data ? (
          <ErrorState error={error} title="The last commit could not be read" onRetry={refresh} />
        ) : data ? (
          <DiffView before={data.content ?? ""} after={file.encoding === "utf8" ? file.content : ""} />
        ) : (
          <Skeleton className="m-4 h-40" />
        )}
      </div>
    </section>
  );
}

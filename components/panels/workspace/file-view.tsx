import { parseAsStringLiteral, useQueryState } from "nuqs";
import { draftKey, useDrafts } from "@/components/files/drafts.ts";
import { FileEditor } from "@/components/files/file-editor.tsx";
import { folderHref } from "@/components/files/folder-route.ts";
import { ReadOnlyFile } from "@/components/files/read-only-file.tsx";
import { useEditable } from "@/components/files/use-editable.ts";
import { workspaceFault } from "@/components/files/workspace-fault.ts";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/ui/states.tsx";
import { useGatewayId } from "@/hooks/gateway-provider.tsx";
import { useWorkspaceFile } from "@/hooks/use-workspace.ts";
import { FileActions } from "./file-actions.tsx";
import type { GitMark } from "./git-marks.ts";
import { HeadDiff } from "./head-diff.tsx";
import { PictureFile } from "./picture-file.tsx";

/** The open file: a picture, a text to write or to read, or why it is not shown. */
export function FileView({ agentId, path, gitMark }: { agentId: string; path: string; gitMark: GitMark | undefined }) {
  const gateway = useGatewayId();
  const { data, error, refresh } = useWorkspaceFile(agentId, path);
  const isEditable = useEditable(agentId, path);
  const [against, setAgainst] = useQueryState("diff", parseAsStringLiteral(["head"]).withOptions({ history: "push" }));
  const hasDraft = useDrafts(({ byFile }) => byFile.has(draftKey(gateway, agentId, path)));

  const backHref = folderHref("workspace", agentId);
  const fault = workspaceFault(error);
  // Words that are not saved stay in sight when the file is deleted under them.
  const isEdited = hasDraft && fault?.type === "workspace_file_not_found";
  if (fault && !isEdited) {
    return (
      <EmptyState icon={fault.icon} title={fault.title}>
        <p className="break-all font-mono text-xs">{path}</p>
        <p className="mt-2">{fault.what}</p>
      </EmptyState>
    );
  }
  if (error && !data && !isEdited) {
    return <ErrorState error={error} title={`${path} could not be read`} onRetry={refresh} />;
  }
  if (!isEdited && (!data || isEditable === undefined)) return <FileSkeleton />;

  const file = data?.file;
  const actions = file && (
    <FileActions
      agentId={agentId}
      file={file}
      canCompare={gitMark !== undefined}
      onCompare={() => setAgainst("head")}
    />
  );
  if (file && against === "head") {
    return <HeadDiff agentId={agentId} file={file} backHref={backHref} onClose={() => setAgainst(null)} />;
  }
  if (file?.encoding === "base64") return <PictureFile file={file} backHref={backHref} actions={actions} />;
  if (isEdited || isEditable) {
    return <FileEditor agentId={agentId} file={path} backHref={backHref} actions={actions} />;
  }
  return file && <ReadOnlyFile file={file} backHref={backHref} actions={actions} />;
}

function FileSkeleton() {
  return (
    <Loading label="Loading the file">
      <div className="flex h-11 items-center border-b px-3">
        <Skeleton className="h-4 w-48" />
      </div>
      <Skeleton className="m-4 h-80" />
    </Loading>
  );
}

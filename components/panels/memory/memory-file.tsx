import { FileEditor } from "@/components/files/file-editor.tsx";
import { folderHref } from "@/components/files/folder-route.ts";
import { ReadOnlyFile } from "@/components/files/read-only-file.tsx";
import { useEditable } from "@/components/files/use-editable.ts";
import { workspaceFault } from "@/components/files/workspace-fault.ts";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/ui/states.tsx";
import { useWorkspaceFile } from "@/hooks/use-workspace.ts";

/** A memory: to be written where the gateway lets it, else to be read. One that is not there yet can be begun. */
export function MemoryFile({ agentId, path }: { agentId: string; path: string }) {
  const isEditable = useEditable(agentId, path);
  const { data, error, refresh } = useWorkspaceFile(agentId, isEditable === false ? path : null);
  const backHref = folderHref("memory", agentId);

  if (isEditable) return <FileEditor agentId={agentId} file={path} backHref={backHref} />;
  const fault = workspaceFault(error);
  if (fault) {
    return (
      <EmptyState icon={fault.icon} title={fault.title}>
        {fault.what}
      </EmptyState>
    );
  }
  if (data) return <ReadOnlyFile file={data.file} backHref={backHref} />;
  if (error) return <ErrorState error={error} title={`${path} could not be read`} onRetry={refresh} />;
  return (
    <Loading label="Loading the memory">
      <Skeleton className="m-4 h-80" />
    </Loading>
  );
}

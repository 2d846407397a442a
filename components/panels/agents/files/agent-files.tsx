import { FileText } from "lucide-react";
import { FileEditor } from "@/components/files/file-editor.tsx";
import { useLeaveWarning } from "@/components/files/use-leave-warning.ts";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/ui/states.tsx";
import { useGatewayRpc } from "@/hooks/use-gateway-rpc.ts";
import { agentHref } from "../agents-route.ts";
import { FileList } from "./file-list.tsx";

/** An agent's files, one of them open. On a phone either the list or the file is shown. */
export default function AgentFiles({ agentId, file }: { agentId: string; file: string | undefined }) {
  const { data, error, isLoading, refresh } = useGatewayRpc("agents.files.list", { agentId });
  useLeaveWarning();

  if (error && !data) return <ErrorState error={error} title="The files could not be read" onRetry={refresh} />;
  if (isLoading || !data) return <FilesSkeleton />;
  const open = file ?? data.files.find(({ missing }) => !missing)?.name;
  return (
    <div className="grid h-full min-h-0 md:grid-cols-[15rem_minmax(0,1fr)]">
      <FileList agentId={agentId} files={data.files} open={open} className={file ? "max-md:hidden" : ""} />
      <div className={file ? "min-h-0" : "min-h-0 max-md:hidden"}>
        {open ? (
          <FileEditor key={`${agentId}/${open}`} agentId={agentId} file={open} backHref={agentHref(agentId, "files")} />
        ) : (
          <EmptyState icon={FileText} title="No files yet">
            Open one of the list to write it.
          </EmptyState>
        )}
      </div>
    </div>
  );
}

function FilesSkeleton() {
  return (
    <Loading label="Loading the files" className="grid gap-4 p-4 md:grid-cols-[13rem_minmax(0,1fr)]">
      <Skeleton className="h-48" />
      <Skeleton className="h-96 max-md:hidden" />
    </Loading>
  );
}

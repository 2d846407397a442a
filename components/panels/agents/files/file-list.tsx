import { FileText } from "lucide-react";
import { draftKey, useDrafts } from "@/components/files/drafts.ts";
import { cn } from "@/components/ui/cn.ts";
import { byteSize } from "@/components/ui/format.ts";
import { Link } from "@/components/ui/link.tsx";
import { useGatewayId } from "@/hooks/gateway-provider.tsx";
import type { AgentFile } from "@/server/protocol/agents.ts";
import { agentHref } from "../agents-route.ts";

/** The files by name, with what is missing and what is not saved. */
export function FileList({
  agentId,
  files,
  open,
  className,
}: {
  agentId: string;
  files: readonly AgentFile[];
  open: string | undefined;
  className?: string;
}) {
  return (
    <nav aria-label="Files" className={cn("min-h-0 overflow-y-auto border-r py-2", className)}>
      <ul>
        {files.map((file) => (
          <li key={file.name}>
            <FileLink agentId={agentId} file={file} isOpen={file.name === open} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function FileLink({ agentId, file, isOpen }: { agentId: string; file: AgentFile; isOpen: boolean }) {
  const gateway = useGatewayId();
  const isEdited = useDrafts(({ byFile }) => byFile.has(draftKey(gateway, agentId, file.name)));
  return (
    <Link
      href={agentHref(agentId, "files", file.name)}
      aria-current={isOpen ? "page" : undefined}
      className={cn(
        "mx-2 flex h-row items-center gap-2 rounded-md px-2 text-sm transition-colors hover:bg-hover",
        isOpen && "bg-selected",
        file.missing && "text-muted",
      )}
    >
      <FileText aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="min-w-0 flex-1 truncate">{file.name}</span>
      <span className="shrink-0 text-muted text-xs">
        {isEdited ? <span className="text-accent-text">edited</span> : sizeOf(file)}
      </span>
    </Link>
  );
}

function sizeOf({ missing, size }: AgentFile): string {
  return missing ? "missing" : size === undefined ? "" : byteSize(size);
}

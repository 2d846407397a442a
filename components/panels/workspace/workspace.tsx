import { FolderOpen } from "lucide-react";
import { EmptyState } from "@/components/ui/states.tsx";
import { useIsWatched, useWorkspaceGit } from "@/hooks/use-workspace.ts";
import { FileView } from "./file-view.tsx";
import { gitMarks, markOf } from "./git-marks.ts";
import { Tree } from "./tree.tsx";
import { useChangeMarks } from "./use-change-marks.ts";

/** The files on the left, the open one beside them. On a phone either the files or the open one are shown. */
export function Workspace({ agentId, path }: { agentId: string; path: string | undefined }) {
  const { git } = useWorkspaceGit(agentId);
  const isWatched = useIsWatched();
  const changed = useChangeMarks(agentId, path);
  const marks = { git: gitMarks(git), changed };
  return (
    <div className="grid h-full min-h-0 md:grid-cols-[17rem_minmax(0,1fr)]">
      <nav
        aria-label="Files"
        className={`min-h-0 overflow-y-auto border-r py-2 ${path === undefined ? "" : "max-md:hidden"}`}
      >
        <Tree agentId={agentId} open={path} marks={marks} />
      </nav>
      <div className={`min-h-0 min-w-0 ${path === undefined ? "max-md:hidden" : ""}`}>
        {path === undefined ? (
          <EmptyState icon={FolderOpen} title="No file is open">
            Choose one on the left. What agents write shows up there{" "}
            {isWatched ? "as it happens" : "when their run ends"}.
          </EmptyState>
        ) : (
          <FileView key={path} agentId={agentId} path={path} gitMark={markOf(marks.git, path)} />
        )}
      </div>
    </div>
  );
}

import { GitBranch } from "lucide-react";
import { Badge } from "@/components/ui/badge.tsx";
import { useWorkspaceGit } from "@/hooks/use-workspace.ts";

/** The branch and how many files differ from its last commit; nothing when the folder is no repository. */
export function GitSummary({ agentId }: { agentId: string }) {
  const { git } = useWorkspaceGit(agentId);
  if (!git) return null;
  const count = git.files.length;
  return (
    <span className="flex items-center gap-2 max-sm:hidden">
      <span className="flex items-center gap-1">
        <GitBranch aria-hidden className="size-3.5" />
        <span className="sr-only">Branch </span>
        {git.branch ?? "detached"}
      </span>
      <Badge tone={git.clean ? "neutral" : "warn"}>
        {git.clean ? "clean" : `${count}${git.truncated ? "+" : ""} changed`}
      </Badge>
      {git.ahead > 0 && <Badge>{git.ahead} ahead</Badge>}
      {git.behind > 0 && <Badge>{git.behind} behind</Badge>}
    </span>
  );
}

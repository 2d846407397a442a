"use client";

import { usePathname } from "next/navigation";
import { AgentPage } from "@/components/files/agent-page.tsx";
import { folderHref, folderRoute } from "@/components/files/folder-route.ts";
import { useLeaveWarning } from "@/components/files/use-leave-warning.ts";
import { GitSummary } from "./git-summary.tsx";
import { NewEntry } from "./new-entry.tsx";
import { Workspace } from "./workspace.tsx";

/** An agent's folder: its files as they change, to look at, write and compare. */
export default function WorkspacePanel() {
  const { agentId, path } = folderRoute(usePathname() ?? "");
  useLeaveWarning();
  return (
    <AgentPage
      title="Workspace"
      agentId={agentId}
      hrefOf={(id) => folderHref("workspace", id)}
      meta={(id) => <GitSummary agentId={id} />}
      actions={(id) => <NewEntry agentId={id} near={path} />}
    >
      {(id) => <Workspace key={id} agentId={id} path={path} />}
    </AgentPage>
  );
}

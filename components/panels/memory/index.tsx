"use client";

import { usePathname } from "next/navigation";
import { AgentPage } from "@/components/files/agent-page.tsx";
import { folderHref, folderRoute } from "@/components/files/folder-route.ts";
import { useLeaveWarning } from "@/components/files/use-leave-warning.ts";
import { Memory } from "./memory.tsx";
import { TodaysNote } from "./todays-note.tsx";

/** What an agent remembers: the file that it reads each time and its notes, found by words, read and corrected. */
export default function MemoryPanel() {
  const { agentId, path } = folderRoute(usePathname() ?? "");
  useLeaveWarning();
  return (
    <AgentPage
      title="Memory"
      agentId={agentId}
      hrefOf={(id) => folderHref("memory", id)}
      actions={(id) => <TodaysNote agentId={id} />}
    >
      {(id) => <Memory key={id} agentId={id} path={path} />}
    </AgentPage>
  );
}

"use client";

import { parseAsStringLiteral, useQueryState } from "nuqs";
import { Page } from "@/components/ui/page.tsx";
import { Tabs } from "@/components/ui/tabs.tsx";
import { useApprovals } from "@/hooks/use-approvals.ts";
import { useMay } from "@/hooks/use-may.ts";
import { useQuestions } from "@/hooks/use-questions.ts";
import { DenyAll } from "./deny-all.tsx";
import { History } from "./history.tsx";
import { Rules } from "./rules.tsx";
import { WaitingList } from "./waiting-list.tsx";

const VIEWS = ["waiting", "history", "rules"] as const;

/** Commands and questions of agents that wait for a person, what was decided, and which need no decision. */
export default function ApprovalsPanel() {
  const [view, setView] = useQueryState("view", parseAsStringLiteral(VIEWS).withDefault("waiting"));
  const { waiting } = useApprovals();
  const count = waiting.length + useQuestions().length;
  const mayEdit = useMay("operator.admin");
  const choices = [
    { value: "waiting", label: "Waiting" },
    { value: "history", label: "History" },
    ...(mayEdit ? [{ value: "rules" as const, label: "Rules" }] : []),
  ] as const;
  return (
    <Page
      title="Approvals"
      meta={count > 0 && `${count} waiting`}
      actions={view === "waiting" && waiting.length > 1 && <DenyAll waiting={waiting} />}
    >
      <Tabs label="Approvals" value={view} onValueChange={setView} choices={choices}>
        {view === "waiting" && <WaitingList />}
        {view === "history" && <History />}
        {view === "rules" && mayEdit && <Rules />}
      </Tabs>
    </Page>
  );
}

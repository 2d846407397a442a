"use client";

import { parseAsStringLiteral, useQueryState } from "nuqs";
import { Page } from "@/components/ui/page.tsx";
import { Tabs } from "@/components/ui/tabs.tsx";
import { useApprovals } from "@/hooks/use-approvals.ts";
import { useHasMethod } from "@/hooks/use-has-method.ts";
import { useMay } from "@/hooks/use-may.ts";
import { useQuestions } from "@/hooks/use-questions.ts";
import { DenyAll } from "./deny-all.tsx";
import { Grants } from "./grants.tsx";
import { History } from "./history.tsx";
import { Rules } from "./rules.tsx";
import { WaitingList } from "./waiting-list.tsx";

const VIEWS = ["waiting", "history", "rules"] as const;

/** What agents and plugins want to do or know and wait for a person with, what was decided, and which need no decision. */
export default function ApprovalsPanel() {
  const [view, setView] = useQueryState("view", parseAsStringLiteral(VIEWS).withDefault("waiting"));
  const { waiting } = useApprovals();
  const count = waiting.length + useQuestions().length;
  const mayEdit = useMay("operator.admin");
  const hasGrants = useHasMethod("exec.approval.grants.list");
  const showsRules = mayEdit || hasGrants;
  const choices = [
    { value: "waiting", label: "Waiting" },
    { value: "history", label: "History" },
    ...(showsRules ? [{ value: "rules" as const, label: "Rules" }] : []),
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
        {view === "rules" && showsRules && (
          <div className="mx-auto grid max-w-3xl gap-4 p-4">
            {mayEdit && <Rules />}
            {hasGrants && <Grants />}
          </div>
        )}
      </Tabs>
    </Page>
  );
}

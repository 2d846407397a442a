"use client";

import { usePathname } from "next/navigation";
import { parseAsString, useQueryState } from "nuqs";
import { AgentPage } from "@/components/files/agent-page.tsx";
import { Skills } from "./skills.tsx";
import { skillHref, skillOfPath } from "./skills-route.ts";

/** What agents can be told to do, whether the machine has what it takes, and what to do where it has not. */
export default function SkillsPanel() {
  const key = skillOfPath(usePathname() ?? "");
  const [agent] = useQueryState("agent", parseAsString);
  return (
    <AgentPage title="Skills" agentId={agent ?? undefined} hrefOf={(id) => skillHref(undefined, id)}>
      {(id) => <Skills key={id} agentId={id} openKey={key} />}
    </AgentPage>
  );
}

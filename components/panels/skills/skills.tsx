import { GraduationCap } from "lucide-react";
import { useState } from "react";
import { ColumnsSkeleton } from "@/components/files/columns-skeleton.tsx";
import { SearchField } from "@/components/ui/search-field.tsx";
import { EmptyState, ErrorState } from "@/components/ui/states.tsx";
import { useSkills } from "@/hooks/use-skills.ts";
import { SkillDetail } from "./skill-detail.tsx";
import { SkillList } from "./skill-list.tsx";
import { matchingSkills } from "./skill-state.ts";

/** The skills on the left, the open one beside them. On a phone one of the two. */
export function Skills({ agentId, openKey }: { agentId: string; openKey: string | undefined }) {
  const { skills, workspaceDir, managedDir, isLoading, error, refresh } = useSkills(agentId);
  const [query, setQuery] = useState("");
  const open = skills.find(({ skillKey }) => skillKey === openKey);

  if (error && skills.length === 0) {
    return <ErrorState error={error} title="The skills could not be read" onRetry={refresh} />;
  }
  if (isLoading) return <SkillsSkeleton />;
  return (
    <div className="grid h-full min-h-0 md:grid-cols-[22rem_minmax(0,1fr)]">
      <div className={`flex min-h-0 flex-col border-r ${openKey === undefined ? "" : "max-md:hidden"}`}>
        <search className="border-b p-2">
          <SearchField label="Filter the skills" value={query} onValueChange={setQuery} />
        </search>
        <div className="min-h-0 flex-1 overflow-y-auto">
          <SkillList agentId={agentId} skills={matchingSkills(skills, query)} openKey={openKey} isFiltered={!!query} />
          <p className="break-words px-4 py-3 text-faint text-xs">
            A skill is a folder with a SKILL.md. Put one into <code className="break-all">{managedDir}</code> for all
            agents, or into <code>skills/</code> of an agent's workspace.
          </p>
        </div>
      </div>
      <div className={`min-h-0 min-w-0 overflow-y-auto ${openKey === undefined ? "max-md:hidden" : ""}`}>
        {open ? (
          <SkillDetail key={open.skillKey} agentId={agentId} skill={open} workspaceDir={workspaceDir} />
        ) : (
          <EmptyState icon={GraduationCap} title={openKey === undefined ? "No skill is open" : "No such skill here"}>
            {openKey === undefined
              ? "Choose one to see what it says, what it needs and what is missing."
              : `This agent has no skill “${openKey}”. It may be another agent's, or its folder was removed.`}
          </EmptyState>
        )}
      </div>
    </div>
  );
}

function SkillsSkeleton() {
  return <ColumnsSkeleton label="Loading the skills" className="md:grid-cols-[22rem_minmax(0,1fr)]" />;
}

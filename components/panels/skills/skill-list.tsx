import { SearchX } from "lucide-react";
import { cn } from "@/components/ui/cn.ts";
import { Link } from "@/components/ui/link.tsx";
import { EmptyState } from "@/components/ui/states.tsx";
import type { SkillStatus } from "@/server/protocol/skills.ts";
import { reasonsOf, SKILL_STATES, type SkillState, stateOf } from "./skill-state.ts";
import { skillHref } from "./skills-route.ts";

/** The skills by what they are good for now: ready, missing something, switched off. */
export function SkillList({
  agentId,
  skills,
  openKey,
  isFiltered,
}: {
  agentId: string;
  skills: readonly SkillStatus[];
  openKey: string | undefined;
  isFiltered: boolean;
}) {
  if (skills.length === 0) {
    return (
      <EmptyState icon={SearchX} title={isFiltered ? "No skill fits these words" : "No skills yet"}>
        {isFiltered ? "Every word must stand in its name or description." : "Write the first one as told below."}
      </EmptyState>
    );
  }
  const groups = Map.groupBy(skills, stateOf);
  return (Object.keys(SKILL_STATES) as SkillState[]).map((state) => {
    const members = groups.get(state);
    if (!members) return null;
    return (
      <section key={state} aria-label={SKILL_STATES[state].title} className="pt-3">
        <header className="px-4 pb-1">
          <h2 className="flex items-baseline gap-2 font-medium text-sm">
            {SKILL_STATES[state].title} <span className="font-normal text-muted text-xs">{members.length}</span>
          </h2>
          <p className="text-muted text-xs">{SKILL_STATES[state].about}</p>
        </header>
        <ul>
          {members.map((skill) => (
            <li key={skill.skillKey}>
              <SkillRow agentId={agentId} skill={skill} isOpen={skill.skillKey === openKey} />
            </li>
          ))}
        </ul>
      </section>
    );
  });
}

function SkillRow({ agentId, skill, isOpen }: { agentId: string; skill: SkillStatus; isOpen: boolean }) {
  const { skillKey, name, description, emoji } = skill;
  const reasons = stateOf(skill) === "lacking" ? reasonsOf(skill) : [];
  return (
    <Link
      href={skillHref(skillKey, agentId)}
      ref={isOpen ? intoSight : undefined}
      aria-current={isOpen ? "page" : undefined}
      className={cn(
        "mx-1.5 flex items-start gap-2.5 rounded-md px-2.5 py-1.5 text-sm transition-colors hover:bg-hover",
        isOpen && "bg-selected",
      )}
    >
      <span aria-hidden className="w-5 shrink-0 text-center">
        {emoji ?? "📄"}
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{name}</span>
        {reasons.length > 0 ? (
          <span className="block text-warn text-xs">{reasons.map(({ what }) => what).join(" · ")}</span>
        ) : (
          <span className="line-clamp-2 text-muted text-xs">{description}</span>
        )}
      </span>
    </Link>
  );
}

/** The open one may stand far down in a long list. */
function intoSight(row: HTMLElement | null): void {
  row?.scrollIntoView({ block: "nearest" });
}

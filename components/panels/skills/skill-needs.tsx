import { Section } from "@/components/ui/page.tsx";
import { useMay } from "@/hooks/use-may.ts";
import type { SkillStatus } from "@/server/protocol/skills.ts";
import { InstallOption } from "./install-option.tsx";
import { reasonsOf } from "./skill-state.ts";

/** What stands between a skill and its use, and the ways to get it; nothing when there is nothing to do. */
export function SkillNeeds({ agentId, skill }: { agentId: string; skill: SkillStatus }) {
  const mayEdit = useMay("operator.admin");
  const reasons = reasonsOf(skill);
  const lacks = new Set([...skill.missing.bins, ...skill.missing.anyBins]);
  const ways = skill.install.filter(({ bins }) => bins.length === 0 || bins.some((bin) => lacks.has(bin)));
  if (reasons.length === 0) return null;
  return (
    <Section title={skill.always ? "Missing, though it is told to agents always" : "Missing"}>
      <ul className="divide-y text-sm">
        {reasons.map(({ what, fix }) => (
          <li key={what} className="px-3 py-2">
            <p className="font-medium first-letter:uppercase">{what}</p>
            <p className="text-muted text-xs">{fix}</p>
          </li>
        ))}
      </ul>
      {ways.length > 0 && lacks.size > 0 && (
        <ul aria-label="Ways to install" className="grid gap-2 border-t p-3">
          {ways.map((way) => (
            <li key={way.id}>
              <InstallOption agentId={agentId} skill={skill} way={way} mayInstall={mayEdit} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

import { Markdown } from "@/components/chat/markdown/markdown.tsx";
import { withoutHead } from "@/components/files/rendered-text.tsx";
import { Section } from "@/components/ui/page.tsx";
import { Skeleton } from "@/components/ui/states.tsx";
import { useSkillText } from "@/hooks/use-skills.ts";
import type { SkillStatus } from "@/server/protocol/skills.ts";

/** What a skill tells agents, without the head that is for gateways. */
export function SkillText({
  agentId,
  skill,
  workspaceDir,
}: {
  agentId: string;
  skill: SkillStatus;
  workspaceDir: string;
}) {
  const { text, isLoading } = useSkillText(agentId, skill, workspaceDir);
  return (
    <Section title="SKILL.md">
      <div className="p-4 text-sm">
        {text !== undefined ? (
          <Markdown text={withoutHead(text)} />
        ) : isLoading ? (
          <Skeleton className="h-40" />
        ) : (
          <p className="text-muted">This gateway does not show the text of this skill: open the file on its machine.</p>
        )}
      </div>
    </Section>
  );
}

import { ArrowLeft, ExternalLink } from "lucide-react";
import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { CopyButton } from "@/components/ui/copy-button.tsx";
import { Link } from "@/components/ui/link.tsx";
import { useMay } from "@/hooks/use-may.ts";
import type { SkillStatus } from "@/server/protocol/skills.ts";
import { SkillKeyForm } from "./skill-key-form.tsx";
import { SkillNeeds } from "./skill-needs.tsx";
import { SKILL_STATES, stateOf } from "./skill-state.ts";
import { SkillSwitch } from "./skill-switch.tsx";
import { SkillText } from "./skill-text.tsx";
import { skillHref } from "./skills-route.ts";

/** One skill: whether it can be used, what it needs, what it says. */
export function SkillDetail({
  agentId,
  skill,
  workspaceDir,
}: {
  agentId: string;
  skill: SkillStatus;
  workspaceDir: string;
}) {
  const mayEdit = useMay("operator.admin");
  const { label, tone } = SKILL_STATES[stateOf(skill)];
  return (
    <article aria-label={skill.name} className="grid max-w-3xl gap-4 p-4">
      <header className="grid gap-2">
        <div className="flex flex-wrap items-center gap-2">
          <Button asChild variant="ghost" size="icon-sm" className="md:hidden">
            <Link href={skillHref(undefined, agentId)} aria-label="All skills">
              <ArrowLeft aria-hidden />
            </Link>
          </Button>
          <h2 className="flex min-w-0 items-center gap-2 font-semibold text-base">
            <span aria-hidden>{skill.emoji ?? "📄"}</span>
            <span className="truncate">{skill.name}</span>
          </h2>
          <Badge tone={tone}>{label}</Badge>
          <Badge>{sourceOf(skill)}</Badge>
          {mayEdit && <SkillSwitch skill={skill} />}
        </div>
        <p className="text-muted text-sm">{skill.description}</p>
        <p className="flex flex-wrap items-center gap-x-1 text-faint text-xs">
          <code className="break-all">{skill.filePath}</code>
          <CopyButton text={skill.filePath} label="Copy the path" />
          {skill.homepage && /^https?:/.test(skill.homepage) && (
            <a
              href={skill.homepage}
              target="_blank"
              rel="noreferrer"
              className="inline-flex items-center gap-1 rounded-sm text-accent-text hover:underline"
            >
              Homepage <ExternalLink aria-hidden className="size-3" />
            </a>
          )}
        </p>
      </header>
      {!mayEdit && <p className="text-muted text-xs">Switching, keys and installing need the right operator.admin.</p>}
      <SkillNeeds agentId={agentId} skill={skill} />
      {skill.primaryEnv && mayEdit && <SkillKeyForm skill={skill} variable={skill.primaryEnv} />}
      <SkillText agentId={agentId} skill={skill} workspaceDir={workspaceDir} />
    </article>
  );
}

/** `openclaw-bundled` and `bundled` are one thing. */
function sourceOf({ source }: SkillStatus): string {
  return source.replace(/^openclaw-/, "");
}

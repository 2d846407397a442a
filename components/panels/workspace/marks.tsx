import type { Tone } from "@/components/ui/badge.tsx";
import { StatusDot } from "@/components/ui/badge.tsx";
import { cn } from "@/components/ui/cn.ts";
import type { GitMark } from "./git-marks.ts";

const TEXT: Record<Tone, string> = {
  neutral: "text-muted",
  accent: "text-accent-text",
  good: "text-good",
  warn: "text-warn",
  bad: "text-bad",
  info: "text-info",
};

/** Git's letter for a file, with its meaning on hover and for screen readers. */
export function GitLetter({ mark: { letter, said, tone } }: { mark: GitMark }) {
  return (
    <span title={said} className={cn("w-3 shrink-0 text-center font-mono text-xs", TEXT[tone])}>
      <span aria-hidden>{letter}</span>
      <span className="sr-only">{said}</span>
    </span>
  );
}

/** Something changed: while the panel was open, unless another tone is given. */
export function ChangedDot({ said, tone = "accent" }: { said: string; tone?: Tone }) {
  return (
    <span title={said} className="flex shrink-0">
      <StatusDot tone={tone} label={said} className="size-1.5" />
    </span>
  );
}

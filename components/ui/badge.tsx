import { cva } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "./cn";

/** What something means, never its colour alone: a word stands beside it. */
export type Tone = "neutral" | "accent" | "good" | "warn" | "bad" | "info";

const badge = cva(
  "inline-flex h-5 shrink-0 items-center gap-1 whitespace-nowrap rounded-sm px-1.5 font-medium text-2xs",
  {
    variants: {
      tone: {
        neutral: "bg-hover text-muted",
        accent: "bg-accent-soft text-accent-text",
        good: "bg-good-soft text-good",
        warn: "bg-warn-soft text-warn",
        bad: "bg-bad-soft text-bad",
        info: "bg-info-soft text-info",
      } satisfies Record<Tone, string>,
    },
    defaultVariants: { tone: "neutral" },
  },
);

export function Badge({ tone, className, ...props }: ComponentProps<"span"> & { tone?: Tone }) {
  return <span className={cn(badge({ tone }), className)} {...props} />;
}

const DOT: Record<Tone, string> = {
  neutral: "bg-faint",
  accent: "bg-accent-text",
  good: "bg-good",
  warn: "bg-warn",
  bad: "bg-bad",
  info: "bg-info",
};

/** A coloured dot that says its label to screen readers. `live` lets it beat. */
export function StatusDot({
  tone,
  label,
  live,
  className,
}: {
  tone: Tone;
  label?: string;
  live?: boolean;
  className?: string;
}) {
  return (
    <span
      className={cn("relative inline-block size-2 shrink-0 rounded-full", DOT[tone], live && "animate-beat", className)}
    >
      {label && <span className="sr-only">{label}</span>}
    </span>
  );
}

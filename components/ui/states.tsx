import { CircleAlert, Lock, type LucideIcon, RotateCw } from "lucide-react";
import type { ReactNode } from "react";
import { type Role, roleFor } from "@/server/protocol/access.ts";
import type { Scope } from "@/server/protocol/frames.ts";
import type { Tone } from "./badge";
import { Button } from "./button";
import { cn } from "./cn";

/** Grey where content will stand, of its size, so that nothing jumps when it comes. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn("animate-beat rounded-md bg-hover", className)} />;
}

/** Content that is on its way: its outline, and in words what is awaited once it takes longer than a moment. */
export function Loading({
  label,
  className,
  children,
}: {
  /** "Loading the sessions" */
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div role="status" aria-label={label} className={cn("relative", className)}>
      {children}
      <p
        aria-hidden
        className="-translate-x-1/2 pointer-events-none absolute top-3 left-1/2 animate-late whitespace-nowrap rounded-full border bg-raised px-3 py-1 text-muted text-xs"
      >
        {label} …
      </p>
    </div>
  );
}

/** Nothing here yet: says what would be, and what to do. */
export function EmptyState({
  icon: Icon,
  title,
  children,
  action,
  className,
}: {
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  return (
    <div className={cn("grid content-start justify-items-center gap-2 px-6 py-12 text-center", className)}>
      <span className="grid size-10 place-items-center rounded-lg border bg-surface text-muted">
        <Icon aria-hidden className="size-5" />
      </span>
      <p className="font-medium text-text">{title}</p>
      {children && <div className="max-w-md text-muted text-sm">{children}</div>}
      {action && <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}

/** Something failed: the error's own words, and a way to try again. */
export function ErrorState({
  error,
  title = "This could not be loaded",
  onRetry,
}: {
  error: Error;
  title?: string;
  onRetry?: () => void;
}) {
  return (
    <div role="alert">
      <EmptyState
        icon={CircleAlert}
        title={title}
        action={
          onRetry && (
            <Button onClick={onRetry}>
              <RotateCw aria-hidden /> Try again
            </Button>
          )
        }
      >
        {error.message}
      </EmptyState>
    </div>
  );
}

/** The person may not see this: names the role and the right that it takes, what they are, and who can change it. */
export function NoPermission({ scope, role }: { scope: Scope; role?: Role }) {
  return (
    <EmptyState icon={Lock} title="You may not see this">
      <RightNeeded scope={scope} />
      {role && `, and you are ${withArticle(role)}`}. Ask an admin of this Mission Control for it.
    </EmptyState>
  );
}

/** "It needs the role operator (the right operator.write)", to stand in a sentence. */
export function RightNeeded({ what = "It", scope }: { what?: string; scope: Scope }) {
  return (
    <>
      {what} needs the role <strong className="font-medium">{roleFor(scope)}</strong> (the right{" "}
      <code className="font-mono text-xs">{scope}</code>)
    </>
  );
}

function withArticle(role: Role): string {
  return `${role === "viewer" ? "a" : "an"} ${role}`;
}

const CALLOUT: Record<Tone, string> = {
  neutral: "bg-sunken text-muted",
  accent: "bg-accent-soft text-accent-text",
  good: "bg-good-soft text-good",
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
  info: "bg-info-soft text-info",
};

/** A sentence that stands out from its surroundings. */
export function Callout({
  tone = "neutral",
  className,
  children,
}: {
  tone?: Tone;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div
      role={tone === "bad" ? "alert" : "note"}
      className={cn("rounded-md px-3 py-2 text-sm", CALLOUT[tone], className)}
    >
      {children}
    </div>
  );
}

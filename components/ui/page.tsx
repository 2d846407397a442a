import type { ReactNode } from "react";
import { cn } from "./cn";

/**
 * A panel: its header stays, its content scrolls by itself.
 * @param controls what is chosen beside the title
 * @param meta in a few words what is shown; what finds no room is cut off
 * @param actions at the end of the header, on a line of their own where they find no room
 */
export function Page({
  title,
  controls,
  meta,
  actions,
  children,
  className,
}: {
  title: ReactNode;
  controls?: ReactNode;
  meta?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 border-b px-4 py-2">
        <h1 className="truncate font-semibold text-base">{title}</h1>
        {controls}
        {meta && <div className="min-w-0 grow basis-0 truncate text-muted text-sm">{meta}</div>}
        {actions && <div className="ml-auto flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      <div className={cn("min-h-0 flex-1 overflow-y-auto", className)}>{children}</div>
    </div>
  );
}

/** A titled part of a page. */
export function Section({
  title,
  actions,
  children,
  className,
}: {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <section aria-label={title} className={cn("rounded-lg border bg-surface", className)}>
      <header className="flex h-10 items-center gap-2 border-b px-3">
        <h2 className="font-medium text-muted text-sm">{title}</h2>
        {actions && <div className="ml-auto flex items-center gap-1">{actions}</div>}
      </header>
      {children}
    </section>
  );
}

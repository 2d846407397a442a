import type { ReactNode } from "react";
import { cn } from "./cn";
import { CopyButton } from "./copy-button";

/** What is known of one thing, a name and a value in each line. */
export function Facts({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <dl className={cn("grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3 px-3 py-2 text-sm", className)}>{children}</dl>
  );
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="flex min-h-8 items-center text-muted">{name}</dt>
      <dd className="flex min-h-8 min-w-0 items-center gap-1">{children}</dd>
    </>
  );
}

/** A value that is wanted elsewhere: an id, an address, a folder. */
export function Copyable({ text, what }: { text: string; what: string }) {
  return (
    <>
      <code className="truncate font-mono text-xs" title={text}>
        {text}
      </code>
      <CopyButton text={text} label={`Copy the ${what}`} />
    </>
  );
}

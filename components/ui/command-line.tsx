import { cn } from "./cn";
import { CopyButton } from "./copy-button";

/** A command to be run somewhere else, and a button that copies it. */
export function CommandLine({ command, className }: { command: string; className?: string }) {
  return (
    <p className={cn("flex items-center gap-1 rounded-md bg-sunken pl-2 text-left", className)}>
      <code className="min-w-0 flex-1 break-all py-1 font-mono text-text text-xs">{command}</code>
      <CopyButton text={command} label="Copy the command" />
    </p>
  );
}

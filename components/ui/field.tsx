import type { ComponentProps, ReactNode } from "react";
import { useId } from "react";
import { cn } from "./cn";

const FIELD =
  "w-full min-w-0 rounded-md border border-line-strong bg-surface px-2.5 text-sm text-text placeholder:text-faint transition-colors hover:border-faint focus-visible:border-accent disabled:opacity-50 aria-invalid:border-bad";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input className={cn(FIELD, "h-control", className)} {...props} />;
}

export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return <textarea className={cn(FIELD, "py-2 leading-5", className)} {...props} />;
}

/** The browser's own list: it works everywhere, by keyboard and on phones. */
export function Select({ className, ...props }: ComponentProps<"select">) {
  return <select className={cn(FIELD, "h-control w-auto cursor-pointer pr-7", className)} {...props} />;
}

/** A labelled control with a hint and, when it is wrong, what to do. `children` gets the ids to wire up. */
export function Field({
  label,
  hint,
  error,
  children,
}: {
  label: string;
  hint?: ReactNode;
  error?: string;
  children: (control: {
    id: string;
    "aria-describedby": string | undefined;
    "aria-invalid": boolean | undefined;
  }) => ReactNode;
}) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium text-sm text-text">
        {label}
      </label>
      {children({ id, "aria-describedby": note ? `${id}-note` : undefined, "aria-invalid": error ? true : undefined })}
      {note && (
        <p id={`${id}-note`} className={cn("text-xs", error ? "text-bad" : "text-muted")}>
          {note}
        </p>
      )}
    </div>
  );
}

import type { LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";

/**
 * An icon that does something to a message. There are several on each of many messages, and a scroll draws hundreds:
 * the browser's own tooltip costs nothing until somebody asks for it.
 */
export function ActionButton({
  label,
  icon: Icon,
  className,
  ...props
}: Omit<ComponentProps<"button">, "children"> & { label: string; icon: LucideIcon }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={cn(
        "grid size-7 shrink-0 place-items-center rounded-md text-muted transition-colors hover:bg-hover hover:text-text",
        className,
      )}
      {...props}
    >
      <Icon aria-hidden className="size-3.5" />
    </button>
  );
}

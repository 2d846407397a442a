import type { LucideIcon } from "lucide-react";
import { Button, type ButtonProps } from "./button";
import { Tooltip } from "./tooltip";

/** A button that is only an icon: its label is said by screen readers and shown as a tooltip. */
export function IconButton({
  label,
  icon: Icon,
  shortcut,
  size = "icon-sm",
  variant = "ghost",
  ...props
}: Omit<ButtonProps, "children" | "asChild"> & { label: string; icon: LucideIcon; shortcut?: string }) {
  return (
    <Tooltip text={label} shortcut={shortcut}>
      <Button aria-label={label} size={size} variant={variant} {...props}>
        {!props.busy && <Icon aria-hidden />}
      </Button>
    </Tooltip>
  );
}

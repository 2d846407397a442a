import { Check } from "lucide-react";
import { DropdownMenu, Popover as PopoverPrimitive, Slot } from "radix-ui";
import type { ComponentProps, ReactElement, ReactNode } from "react";
import { cn } from "./cn.ts";
import { useFloatingRoot } from "./floating.ts";
import { Kbd } from "./kbd.tsx";

const SURFACE = "z-50 animate-pop rounded-lg border border-line bg-raised p-1 shadow-raised";

/** A menu that opens from its trigger. Its children are menu items. */
export function Menu({
  trigger,
  align = "end",
  defaultOpen,
  children,
}: {
  trigger: ReactElement;
  align?: "start" | "end" | "center";
  defaultOpen?: boolean;
  children: ReactNode;
}) {
  return (
    <DropdownMenu.Root modal={false} defaultOpen={defaultOpen}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal container={useFloatingRoot()}>
        <DropdownMenu.Content align={align} sideOffset={4} collisionPadding={8} className={cn(SURFACE, "min-w-44")}>
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

const ITEM =
  "flex h-8 cursor-default select-none items-center gap-2 rounded-md px-2 text-sm text-text outline-none data-[highlighted]:bg-hover data-[disabled]:opacity-50 [&_svg]:size-4 [&_svg]:text-muted";

export function MenuItem({
  tone,
  shortcut,
  className,
  children,
  ...props
}: ComponentProps<typeof DropdownMenu.Item> & { tone?: "bad"; shortcut?: string }) {
  return (
    <DropdownMenu.Item className={cn(ITEM, tone === "bad" && "text-bad [&_svg]:text-bad", className)} {...props}>
      {/* With `asChild` the child is the item, and the shortcut goes into it. */}
      <Slot.Slottable>{children}</Slot.Slottable>
      {shortcut && (
        <span className="ml-auto pl-4">
          <Kbd keys={shortcut} />
        </span>
      )}
    </DropdownMenu.Item>
  );
}

/** One of several, or one on or off: the check mark says which. */
export function MenuCheckItem({ children, ...props }: ComponentProps<typeof DropdownMenu.CheckboxItem>) {
  return (
    <DropdownMenu.CheckboxItem className={cn(ITEM, "relative pl-8")} {...props}>
      <DropdownMenu.ItemIndicator className="absolute left-2">
        <Check aria-hidden />
      </DropdownMenu.ItemIndicator>
      {children}
    </DropdownMenu.CheckboxItem>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className="px-2 py-1 text-muted text-xs">{children}</DropdownMenu.Label>;
}

export function MenuSeparator() {
  return <DropdownMenu.Separator className="my-1 h-px bg-line" />;
}

/** Anything that opens from its trigger and is no list of commands. */
export function Popover({
  trigger,
  label,
  align = "start",
  className,
  children,
  open,
  onOpenChange,
}: {
  trigger: ReactElement;
  label: string;
  align?: "start" | "end" | "center";
  className?: string;
  children: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}) {
  return (
    <PopoverPrimitive.Root open={open} onOpenChange={onOpenChange}>
      <PopoverPrimitive.Trigger asChild>{trigger}</PopoverPrimitive.Trigger>
      <PopoverPrimitive.Portal container={useFloatingRoot()}>
        <PopoverPrimitive.Content
          aria-label={label}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className={cn(SURFACE, "p-3", className)}
        >
          {children}
        </PopoverPrimitive.Content>
      </PopoverPrimitive.Portal>
    </PopoverPrimitive.Root>
  );
}
